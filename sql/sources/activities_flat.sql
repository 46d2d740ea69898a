-- Calls, meetings and other activities of reps under the usual names, one row an activity.
-- vendor: Any system (flat CSV)
-- export: a row for each activity: when, what kind, which rep, about which deal or lead
-- cannot: whether one took place, unless a column says so
-- input: rows
--   happened     instant  needed            : happened_at | activity_date | activity_at | date | completed_at | done_at | due_date | logged_at
--   type         text     needed            : activity_type | type | kind
--   activity_id  text     one-of:what       : activity_id | task_id | call_id | meeting_id
--   owner        text     one-of:who        : owner | sales_agent | sales_rep | rep | rep_name | salesperson | assigned_to | user
--   owner_id     text     one-of:who        : owner_id | rep_id | user_id
--   deal_id      text     one-of:what       : deal_id | opportunity_id
--   lead_id      text     one-of:what       : lead_id
--   contact_id   text                       : contact_id
--   account_id   text                       : account_id | account | company
--   subject      text                       : subject | title
--   status       text                       : status
--   done         flag                       : done | completed | is_done
--   minutes      number                     : minutes | duration_minutes | duration
--   outcome      text                       : outcome | result
--   direction    text                       : direction
--   created      instant                    : created_at | created_date
--   other        text     never             : ticket_id | order_id | amount | total | price | quantity | sku | product | email_type | stage | customer_id | impressions | clicks | gateway | status_from
--
-- Kinds with demo, proposal, meeting, call or mail in them are those. One that a column or status calls
-- done or completed took place. Without an id each row is one activity.

-- name: activities
SELECT
    shop_id, coalesce(activity_id, source_file || '#' || source_row) AS activity_id,
    happened AS happened_at, created AS created_at,
    CASE
        WHEN contains(lower(type), 'demo') THEN 'demo'
        WHEN contains(lower(type), 'proposal') OR contains(lower(type), 'quote') THEN 'proposal'
        WHEN contains(lower(type), 'mail') THEN 'email'
        WHEN contains(lower(type), 'call') THEN 'call'
        WHEN contains(lower(type), 'meeting') THEN 'meeting'
        ELSE lower(type)
    END AS type,
    subject, status,
    coalesce(done, CASE WHEN lower(status) IN ('done', 'completed', 'complete', 'closed') THEN true END)
        AS done,
    minutes, outcome, lower(direction) AS direction, coalesce(owner_id, owner) AS owner_id, owner,
    deal_id, lead_id, contact_id, account_id, source_file, source_row
FROM rows
