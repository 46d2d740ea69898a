-- Sales reps under the usual names, one row a rep: manager, team, territory, first day.
-- vendor: Any system (flat CSV)
-- export: a row for each rep: the name as deals write it, manager, team, territory, first day
-- cannot: who was a rep's manager before
-- input: rows
--   rep        text     needed key : sales_agent | sales_rep | rep | rep_name | salesperson | sales_person | sales_representative | account_executive | rep_id
--   manager    text     one-of:who : manager | sales_manager | manager_name
--   team       text     one-of:who : team | sales_team
--   territory  text     one-of:who : territory | region | regional_office | sales_region
--   starts     date     one-of:who : start_date | hire_date | hired_on | hired
--   rep_id     text                : rep_id | sales_rep_id | user_id
--   name       text                : rep_name | name | full_name
--   email      text                : email | e-mail
--   manager_id text                : manager_id
--   role       text                : role | job_title
--   ends       date                : end_date | termination_date | left_on
--   active     flag                : is_active | active
--   ramp_plan  text                : ramp_plan
--   other      text     never      : deal_id | opportunity_id | order_id | order_no | order_number | order_date | date | day | month | period | amount | total | sales | revenue | value | close_value | quantity | qty | product | sku | customer | customer_id | customer_name | account | account_id | lead_id | ticket_id | activity_id | stage | deal_stage | close_date | commission | quota
--
-- A rep goes by the id, else by the name, as deals name their owner. Of one that is listed twice the
-- last row counts.

-- name: _reps
SELECT
    *,
    coalesce(rep_id, rep) AS known_as,
    1 = row_number() OVER (
        PARTITION BY source_file, coalesce(rep_id, rep) ORDER BY source_row DESC
    ) AS is_last
FROM rows

-- name: reps
SELECT
    shop_id, known_as AS rep_id, coalesce(name, rep) AS name,
    nullif(lower(trim(email)), '') AS email_norm, coalesce(manager_id, manager) AS manager_id,
    manager, team, territory, role, starts AS start_date, ends AS end_date, active AS is_active,
    ramp_plan, source_file, source_row
FROM _reps
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'rep listed again in the same file' AS reason
FROM _reps
WHERE NOT is_last
