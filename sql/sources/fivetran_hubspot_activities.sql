-- HubSpot's calls, mails, meetings and tasks, its engagements, as a Fivetran pipeline lands them.
-- vendor: HubSpot
-- export: Fivetran's HubSpot connector: copy engagement and its sister tables out of the warehouse
-- cannot: whether a meeting took place, unless its outcome says so
-- unverified: property_hs_timestamp | property_hs_call_duration | property_hs_call_title
-- unverified: property_hs_call_direction | property_hs_call_status | property_hs_task_status
-- unverified: property_hs_task_completion_date | property_hs_task_subject | property_hs_task_type
-- unverified: property_hs_meeting_start_time | property_hs_meeting_end_time
-- unverified: property_hs_meeting_title | property_hs_meeting_outcome | property_hs_email_subject
-- input: engagement_rows
--   activity_id  text     key needed     : id
--   synced       instant  utc needed     : _fivetran_synced
--   type         text     needed         : type
--   portal_id    text     needed         : portal_id
--   happened     instant  utc            : timestamp
--   created      instant  utc            : created_at
--   owner_id     text                    : owner_id
--   active       flag                    : active
--   deleted      flag                    : _fivetran_deleted | is_deleted
--   owner_name   text     never          : first_name
-- input: detail_rows optional
--   activity_id  text     key needed     : engagement_id
--   synced       instant  utc needed     : _fivetran_synced
--   millis       number   one-of:detail  : duration_milliseconds | property_hs_call_duration
--   task_kind    text     one-of:detail  : task_type | property_hs_task_type
--   started      instant  utc one-of:detail : start_time | property_hs_meeting_start_time
--   stamped      instant  utc one-of:detail : property_hs_timestamp
--   subject      text     one-of:detail  : subject | title | property_hs_email_subject | property_hs_task_subject | property_hs_meeting_title | property_hs_call_title
--   ended        instant  utc            : end_time | property_hs_meeting_end_time
--   completed    instant  utc            : completion_date | property_hs_task_completion_date
--   status       text                    : status | property_hs_task_status | property_hs_call_status
--   outcome      text                    : meeting_outcome | disposition | property_hs_meeting_outcome | property_hs_call_disposition
--   direction    text                    : property_hs_call_direction
--   owner_id     text                    : property_hubspot_owner_id
--   created      instant  utc            : property_hs_createdate
-- input: deal_links optional
--   activity_id  text     key needed     : engagement_id
--   deal_id      text     key needed     : deal_id
-- input: contact_links optional
--   activity_id  text     key needed     : engagement_id
--   contact_id   text     key needed     : contact_id
-- input: company_links optional
--   activity_id  text     key needed     : engagement_id
--   company_id   text     key needed     : company_id
--
-- Stamps are in UTC. Of several rows of one id the one synced last counts, and what was deleted does
-- not. A task took place when it was completed, and is due before; an activity about several deals,
-- contacts or companies is about the first. Notes are kept as notes.

-- name: _details
SELECT * FROM detail_rows
QUALIFY row_number() OVER (
    PARTITION BY shop_id, activity_id
    ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
) = 1

-- name: _links
SELECT shop_id, activity_id, deal_id, NULL AS contact_id, NULL AS company_id, source_file, source_row
FROM deal_links
UNION ALL
SELECT shop_id, activity_id, NULL AS deal_id, contact_id, NULL AS company_id, source_file, source_row
FROM contact_links
UNION ALL
SELECT shop_id, activity_id, NULL AS deal_id, NULL AS contact_id, company_id, source_file, source_row
FROM company_links

-- name: _activities
SELECT
    e.shop_id, e.activity_id, lower(e.type) AS kind, e.source_file, e.source_row,
    d.subject, d.status, d.outcome, lower(d.direction) AS direction,
    coalesce(d.owner_id, e.owner_id) AS owner_id, coalesce(e.created, d.created) AS created,
    coalesce(d.completed, d.started, d.stamped, e.happened, e.created, d.created) AS happened,
    CASE
        WHEN upper(d.status) IN ('COMPLETED', 'SENT') OR upper(d.outcome) = 'COMPLETED' THEN true
        WHEN upper(d.status) IN ('NOT_STARTED', 'WAITING', 'DEFERRED', 'IN_PROGRESS', 'NO_ANSWER', 'BUSY')
            THEN false
        WHEN upper(d.outcome) IN ('NO_SHOW', 'NO SHOW', 'CANCELED', 'CANCELLED', 'SCHEDULED') THEN false
    END AS done,
    CASE
        WHEN d.millis > 0 THEN d.millis / 60000
        WHEN d.ended.at > d.started.at THEN date_diff('second', d.started.at, d.ended.at) / 60
    END AS minutes,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY e.shop_id, e.activity_id
                ORDER BY e.synced.at DESC NULLS LAST, e.source_file DESC, e.source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN e.deleted OR NOT e.active THEN 'deleted in HubSpot'
    END AS why_not
FROM engagement_rows AS e
LEFT JOIN _details AS d ON e.shop_id = d.shop_id AND e.activity_id = d.activity_id

-- name: activities
WITH firsts AS (
    SELECT
        shop_id, activity_id,
        min_by(deal_id, source_row) FILTER (WHERE deal_id IS NOT NULL) AS deal_id,
        min_by(contact_id, source_row) FILTER (WHERE contact_id IS NOT NULL) AS contact_id,
        min_by(company_id, source_row) FILTER (WHERE company_id IS NOT NULL) AS account_id
    FROM _links
    GROUP BY shop_id, activity_id
)
SELECT
    a.shop_id, a.activity_id, a.happened AS happened_at, a.created AS created_at,
    CASE
        WHEN contains(a.kind, 'mail') THEN 'email'
        WHEN contains(a.kind, 'call') THEN 'call'
        WHEN contains(a.kind, 'meeting') THEN 'meeting'
        ELSE a.kind
    END AS type,
    a.subject, a.status, a.done, a.minutes::DECIMAL(18, 3) AS minutes, a.outcome, a.direction,
    a.owner_id, f.deal_id, f.contact_id, f.account_id, a.source_file, a.source_row
FROM _activities AS a
LEFT JOIN firsts AS f ON a.shop_id = f.shop_id AND a.activity_id = f.activity_id
WHERE a.why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _activities
WHERE why_not IS NOT NULL
UNION ALL
SELECT r.source_file, r.source_row, 'older version of a row: the one synced last counts' AS reason
FROM detail_rows AS r
WHERE
    NOT EXISTS (
        SELECT 1 FROM _details AS d
        WHERE d.source_file = r.source_file AND d.source_row = r.source_row
    )
UNION ALL
SELECT b.source_file, b.source_row, 'belongs to no row that counts' AS reason
FROM (
    SELECT shop_id, activity_id, source_file, source_row FROM _details
    UNION ALL
    SELECT shop_id, activity_id, source_file, source_row FROM _links
) AS b
WHERE
    NOT EXISTS (
        SELECT 1 FROM _activities AS a
        WHERE a.why_not IS NULL AND a.shop_id = b.shop_id AND a.activity_id = b.activity_id
    )
