-- Leads under the usual names, one row a lead.
-- vendor: Any system (flat CSV)
-- export: a row for each lead: its id, when it came in, its source, its status or conversion
-- cannot: what a lead cost: that is the spend of its source
-- input: rows
--   lead_id      text     needed key        : lead_id | lead_number | lead_no | prospect_id | leadid | lead
--   status       text     one-of:told       : lead_status | status | stage | lead_stage
--   converted    text     one-of:told       : converted | is_converted | conversion | qualified
--   origin       text     one-of:told       : lead_source | source | lead_origin | channel
--   created      instant                    : created_at | created_date | create_date | created | created_on | date_created | lead_date | received_at | date
--   name         text                       : lead_name | name | full_name | contact_name
--   email        text                       : email | e-mail | email_address
--   company      text                       : company | company_name | account | account_name | organization
--   country      text                       : country
--   industry     text                       : industry | sector
--   campaign     text                       : campaign | utm_campaign
--   rating       text                       : rating | lead_rating | lead_quality
--   score        number                     : score | lead_score
--   owner_id     text                       : owner_id | rep_id
--   owner        text                       : owner | lead_owner | sales_agent | sales_rep | rep | assigned_to | salesperson
--   touched      instant                    : first_touch_at | first_touch | first_contacted_at | first_contact_date | first_response_at | contacted_at
--   activity     instant                    : last_activity_at | last_activity_date
--   qualified_at instant                    : qualified_at | qualified_date
--   converted_at instant                    : converted_at | converted_date | conversion_date
--   deal_id      text                       : deal_id | opportunity_id
--   lost_reason  text                       : lost_reason | disqualified_reason
--   updated      instant                    : updated_at | last_modified_date
--   other        text     never             : ticket_id | order_id | activity_id | task_id | quote_id | amount | deal_stage | entered_at | impressions | clicks
--
-- A lead is converted where a column says so (yes, true, 1, converted), where it has a day of conversion
-- or a deal, or where its status says converted or won. In a file that says it of any lead, the others
-- are not. Of a lead that stands several times in one file the one changed last counts.

-- name: _leads
WITH read AS (
    SELECT
        *,
        CASE
            WHEN lower(trim(converted)) IN ('yes', 'y', 'true', 't', '1', '1.0', 'converted') THEN true
            WHEN lower(trim(converted)) IN ('no', 'n', 'false', 'f', '0', '0.0', 'not converted') THEN false
            WHEN converted_at IS NOT NULL OR deal_id IS NOT NULL THEN true
            WHEN regexp_matches(lower(status), '(^|[^a-z])(converted|won|customer)$') THEN
                NOT regexp_matches(lower(status), '(not|un)[^a-z]*converted')
        END AS has_converted,
        1 = row_number() OVER (
            PARTITION BY source_file, lead_id ORDER BY updated.at DESC NULLS LAST, source_row DESC
        ) AS is_last
    FROM rows
)
SELECT *, bool_or(has_converted) OVER (PARTITION BY source_file) AS says_so FROM read

-- name: leads
SELECT
    shop_id, lead_id, created AS created_at, nullif(lower(trim(email)), '') AS email_norm, name,
    company, country, industry, origin AS lead_source, campaign, status, rating, score,
    coalesce(owner_id, owner) AS owner_id, owner, touched AS first_touch_at,
    activity AS last_activity_at, qualified_at, converted_at,
    coalesce(has_converted, CASE WHEN says_so THEN false END) AS is_converted, deal_id, lost_reason,
    updated AS updated_at, source_file, source_row
FROM _leads
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'older copy of a lead in the same file' AS reason
FROM _leads
WHERE NOT is_last
