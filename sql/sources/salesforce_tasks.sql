-- Salesforce's activities under the names of its API: tasks, and events, which are meetings.
-- vendor: Salesforce
-- export: Data Loader > Export > Task, and Event; or Setup > Data Export
-- cannot: the hour of a task, unless CompletedDateTime is exported
-- cannot: whether a meeting took place: an event has no status
-- unverified: Owner.Name | CallDisposition
-- input: tasks
--   activity_id  text     needed key unique : Id
--   due          instant  needed            : ActivityDate
--   status       text     needed            : Status
--   who          text     one-of:with       : WhoId
--   what         text     one-of:with       : WhatId
--   account_id   text                       : AccountId
--   owner_id     text                       : OwnerId
--   owner        text                       : Owner.Name
--   subject      text                       : Subject
--   type         text                       : Type
--   subtype      text                       : TaskSubtype
--   call_type    text                       : CallType
--   outcome      text                       : CallDisposition
--   seconds      number                     : CallDurationInSeconds
--   closed       flag                       : IsClosed
--   completed    instant                    : CompletedDateTime
--   created      instant                    : CreatedDate
--   updated      instant                    : LastModifiedDate | SystemModstamp
--   deleted      flag                       : IsDeleted
-- input: events
--   activity_id  text     needed key unique : Id
--   due          instant  needed            : StartDateTime | ActivityDateTime
--   minutes      number   needed            : DurationInMinutes
--   who          text     one-of:with       : WhoId
--   what         text     one-of:with       : WhatId
--   account_id   text                       : AccountId
--   owner_id     text                       : OwnerId
--   owner        text                       : Owner.Name
--   subject      text                       : Subject
--   type         text                       : Type
--   created      instant                    : CreatedDate
--   updated      instant                    : LastModifiedDate | SystemModstamp
--   deleted      flag                       : IsDeleted
--
-- An id begins with what it is of: 006 a deal, 001 an account, 00Q a lead, 003 a contact. A task that
-- is closed took place when it was completed, else on its day; an open one is due on its day. Its kind
-- is its subtype (Call, Email), else its type; a type with demo, proposal, meeting, call or mail in it
-- is that. An event is a meeting unless its type says otherwise.

-- name: _activities
WITH every AS (
    SELECT
        * EXCLUDE (seconds), seconds / 60 AS minutes,
        coalesce(closed, status = 'Completed') AS done,
        CASE WHEN coalesce(closed, status = 'Completed') THEN coalesce(completed, due, updated) ELSE due END
            AS happened,
        lower(
            CASE
                WHEN lower(subtype) IN ('call', 'email', 'listemail') THEN subtype
                ELSE coalesce(type, 'task')
            END
        ) AS kind
    FROM tasks
    UNION ALL BY NAME
    SELECT *, due AS happened, lower(coalesce(type, 'meeting')) AS kind FROM events
)
SELECT
    *,
    1 = row_number() OVER (
        PARTITION BY source_file, activity_id ORDER BY updated.at DESC NULLS LAST, source_row DESC
    ) AS is_last
FROM every

-- name: activities
SELECT
    shop_id, activity_id, happened AS happened_at, created AS created_at,
    CASE
        WHEN contains(kind, 'demo') THEN 'demo'
        WHEN contains(kind, 'proposal') OR contains(kind, 'quote') THEN 'proposal'
        WHEN contains(kind, 'mail') THEN 'email'
        WHEN contains(kind, 'call') THEN 'call'
        WHEN contains(kind, 'meeting') THEN 'meeting'
        WHEN kind = 'other' THEN 'task'
        ELSE kind
    END AS type,
    subject, status, done, minutes, outcome, lower(call_type) AS direction,
    coalesce(owner_id, owner) AS owner_id, owner,
    CASE WHEN starts_with(what, '006') THEN what END AS deal_id,
    CASE WHEN starts_with(who, '00Q') THEN who END AS lead_id,
    CASE WHEN starts_with(who, '003') THEN who END AS contact_id,
    coalesce(account_id, CASE WHEN starts_with(what, '001') THEN what END) AS account_id,
    updated AS updated_at, source_file, source_row
FROM _activities
WHERE is_last AND NOT coalesce(deleted, false)

-- name: excluded
SELECT
    source_file, source_row,
    CASE WHEN is_last THEN 'deleted in Salesforce' ELSE 'older copy of an activity in the same file' END
        AS reason
FROM _activities
WHERE NOT is_last OR deleted
