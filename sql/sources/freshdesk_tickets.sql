-- Freshdesk's CSV export of tickets, one row a ticket; Freshservice's too.
-- vendor: Freshdesk
-- export: Tickets > Export > CSV, with all ticket fields, and Full name and Email of the contact
-- export: Freshservice: Tickets > Export > CSV, with the requester's name and e-mail
-- cannot: when the customer last wrote
-- cannot: the clock of its times: they are taken to be on the store's
-- cannot: when a ticket was rated, and whether one without a rating was asked for it
-- unverified: Order ID | Order number | Order no | Order name | Order
-- input: rows
--   ticket_id    text     needed key    : Ticket ID
--   created      instant  needed reject : Created time
--   status       text     needed        : Status
--   again        text     needed        : Ticket ID
--   resolved     instant                : Resolved time
--   closed       instant                : Closed time
--   first_reply  instant  one-of:desk   : Initial response time
--   updated      instant  one-of:desk   : Last update time
--   changed      instant                : Last Updated Time
--   due          text     one-of:desk   : Due by Time
--   by_agent     text     one-of:desk   : Agent interactions
--   priority     text                   : Priority
--   channel      text                   : Source
--   name         text                   : Full name | Requester Name
--   email        text                   : Email | Requester Email
--   customer_id  text                   : Unique External ID
--   assignee     text                   : Agent
--   csat         text     one-of:desk   : Survey results | Survey Result
--   subject      text                   : Subject
--   tags         text                   : Tags
--   order_id     text                   : Order ID
--   order_no     text                   : Order number | Order no | Order name | Order
--
-- Whoever exports chooses the columns: one that only this system has tells it, and the ticket's id is
-- named twice to weigh more than in a file of any system. The first reply is an agent's first to the
-- customer. A ticket is solved when it was resolved, else closed. Of the survey's answers happy is 5,
-- neutral 3 and unhappy 1, however extremely; so is a scale of good and bad. An outbound e-mail is
-- begun by an agent. A field of your own for the order is read under the usual names.

-- name: _tickets
WITH
worded AS (
    SELECT
        *,
        regexp_replace(lower(trim(csat)), '^(extremely|very|somewhat) ', '') AS word,
        1 = row_number() OVER (
            PARTITION BY source_file, ticket_id
            ORDER BY coalesce(updated.at, changed.at) DESC NULLS LAST, source_row DESC
        ) AS is_last
    FROM rows
)
SELECT
    *,
    CASE
        WHEN regexp_matches(word, '^(happy|satisfied|good|great|awesome)') THEN 5
        WHEN regexp_matches(word, '^(neutral|neither|okay|ok$|just ok)') THEN 3
        WHEN regexp_matches(word, '^(unhappy|unsatisfied|dissatisfied|bad|not good)') THEN 1
    END AS rating
FROM worded

-- name: tickets
SELECT
    shop_id, ticket_id, created AS created_at, first_reply AS first_human_reply_at,
    coalesce(resolved, closed) AS solved_at, coalesce(updated, changed) AS updated_at,
    lower(trim(status)) AS status, lower(trim(priority)) AS priority,
    lower(trim(channel)) AS channel, nullif(ltrim(customer_id, ''''), '') AS customer_id,
    nullif(lower(trim(email)), '') AS email_norm, name, order_id, order_no, assignee,
    rating AS csat,
    CASE WHEN word <> '' THEN true END AS csat_asked,
    subject, tags,
    CASE WHEN lower(trim(channel)) = 'outbound email' THEN true END AS from_agent,
    source_file, source_row
FROM _tickets
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'older copy of a ticket in the same file' AS reason
FROM _tickets
WHERE NOT is_last

-- name: said
SELECT
    'ratings of tickets that are neither happy nor unhappy, as ' || min(csat)
    || ', are not counted: ' || count(*)
FROM _tickets
WHERE word <> '' AND rating IS NULL
HAVING count(*) > 0
