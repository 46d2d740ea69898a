-- Salesforce's cases, which are tickets, as a Fivetran pipeline lands them.
-- vendor: Salesforce
-- export: Fivetran's Salesforce connector: copy its case table out of the warehouse
-- cannot: when anybody first answered: a case does not hold it
-- cannot: how the customer rated it
-- unverified: contact_email
-- input: case_rows
--   number    text     key needed         : case_number
--   synced    instant  utc needed         : _fivetran_synced
--   created   instant  utc needed reject  : created_date
--   status    text     needed             : status
--   active    flag                        : _fivetran_active
--   deleted   flag                        : is_deleted | _fivetran_deleted
--   solved    instant  utc                : closed_date
--   closed    flag                        : is_closed
--   priority  text                        : priority
--   channel   text                        : origin
--   email     text                        : contact_email | supplied_email
--   name      text                        : supplied_name
--   subject   text                        : subject
--   assignee  text                        : owner_id
--   updated   instant  utc                : last_modified_date | system_modstamp
--
-- Stamps are in UTC. A case goes by its number. Of several rows of one the one synced last counts, a
-- row that is not `_fivetran_active` is history, and what was deleted is set aside. Of the standard
-- statuses Working is open; where a case is closed, it is closed whatever its status is called.

-- name: _cases
SELECT
    *,
    CASE
        WHEN NOT active THEN 'older version of a row, not active'
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, number
                ORDER BY
                    coalesce(active, true) DESC, synced.at DESC NULLS LAST, source_file DESC,
                    source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Salesforce'
    END AS why_not
FROM case_rows

-- name: tickets
SELECT
    shop_id, number AS ticket_id, created AS created_at, solved AS solved_at, updated AS updated_at,
    CASE
        WHEN closed THEN 'closed'
        WHEN lower(trim(status)) = 'working' THEN 'open'
        ELSE lower(trim(status))
    END AS status,
    lower(trim(priority)) AS priority, lower(trim(channel)) AS channel,
    nullif(lower(trim(email)), '') AS email_norm, name, assignee, subject, source_file, source_row
FROM _cases
WHERE why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _cases
WHERE why_not IS NOT NULL
