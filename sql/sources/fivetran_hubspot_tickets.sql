-- HubSpot's tickets as a Fivetran pipeline lands them, with the stages of their pipelines beside them.
-- vendor: HubSpot
-- export: Fivetran's HubSpot connector: copy ticket and ticket_pipeline_stage out of the warehouse
-- cannot: who asked, and whether the first response was a person's or the bot's
-- cannot: how the customer rated it
-- unverified: property_hs_last_message_received_at | property_hs_last_message_sent_at
-- unverified: property_source_type | ticket_state
-- input: ticket_rows
--   ticket_id      text     key needed         : id
--   synced         instant  utc needed         : _fivetran_synced
--   stage_id       text     needed             : property_hs_pipeline_stage
--   created        instant  utc needed reject  : property_createdate
--   deleted        flag                        : is_deleted | _fivetran_deleted
--   subject        text                        : property_subject
--   priority       text                        : property_hs_ticket_priority
--   channel        text                        : property_source_type
--   solved         instant  utc                : property_closed_date
--   replied        instant  utc                : property_first_agent_reply_date
--   last_reply     instant  utc                : property_hs_last_message_sent_at
--   last_customer  instant  utc                : property_hs_last_message_received_at
--   updated        instant  utc                : property_hs_lastmodifieddate
--   assignee       text                        : property_hubspot_owner_id
--   tags           text                        : property_hs_ticket_category
-- input: stage_rows optional
--   stage_id       text     key needed         : stage_id
--   pipeline_id    text     needed             : pipeline_id
--   label          text     needed             : label
--   synced         instant  utc needed         : _fivetran_synced
--   closed         flag     one-of:ticket      : is_closed
--   state          text     one-of:ticket      : ticket_state
--   chance         text     never              : probability
--
-- Stamps are in UTC. Of several rows of one id the one synced last counts, and what was deleted does
-- not. A status is the label of its stage; in a stage that closes tickets it is closed. A ticket that
-- was opened again keeps the day on which it was closed before, which does not count.

-- name: _stages
SELECT
    *,
    coalesce(closed, lower(state) = 'closed', contains(lower(label), 'closed')) AS closes
FROM stage_rows
QUALIFY row_number() OVER (
    PARTITION BY shop_id, stage_id
    ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
) = 1

-- name: _tickets
SELECT
    t.*, coalesce(s.label, t.stage_id) AS label, s.closes,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY t.shop_id, t.ticket_id
                ORDER BY t.synced.at DESC NULLS LAST, t.source_file DESC, t.source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN t.deleted THEN 'deleted in HubSpot'
    END AS why_not
FROM ticket_rows AS t
LEFT JOIN _stages AS s ON t.shop_id = s.shop_id AND t.stage_id = s.stage_id

-- name: tickets
SELECT
    shop_id, ticket_id, created AS created_at, replied AS first_human_reply_at,
    last_reply AS last_human_reply_at, last_customer AS last_customer_at,
    CASE WHEN coalesce(closes, true) THEN solved END AS solved_at, updated AS updated_at,
    CASE WHEN closes THEN 'closed' ELSE lower(trim(label)) END AS status,
    lower(trim(priority)) AS priority, lower(trim(channel)) AS channel, assignee, subject, tags,
    source_file, source_row
FROM _tickets
WHERE why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _tickets
WHERE why_not IS NOT NULL
UNION ALL
SELECT r.source_file, r.source_row, 'older version of a row: the one synced last counts' AS reason
FROM stage_rows AS r
WHERE
    NOT EXISTS (
        SELECT 1 FROM _stages AS s
        WHERE s.source_file = r.source_file AND s.source_row = r.source_row
    )
