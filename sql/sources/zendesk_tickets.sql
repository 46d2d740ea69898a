-- Zendesk's CSV export of tickets (Admin Center > Account > Tools > Reports > Export), one row a ticket.
-- vendor: Zendesk
-- export: Admin Center > Account > Tools > Reports > Export > CSV
-- cannot: when the customer last wrote
-- cannot: hours of business: minutes to the first reply are by the clock on the wall
-- unverified: Order number [txt] | Order number [int] | Order [txt]
-- unverified: Order no [txt] | Order ID [txt] | Order ID [int]
-- input: rows
--   summation  text     needed          : Summation column
--   ticket_id  text     needed key      : Id
--   created    instant  needed reject   : Created at
--   status     text     needed          : Status
--   updated    instant                  : Updated at
--   solved     instant                  : Solved at
--   email      text                     : Requester email
--   requester  text     needed          : Requester
--   submitter  text                     : Submitter
--   assignee   text     needed          : Assignee
--   subject    text                     : Subject
--   tags       text                     : Tags
--   priority   text                     : Priority
--   channel    text     needed          : Via
--   score      text                     : Satisfaction Score
--   reopens    number                   : Reopens
--   reply      number                   : First reply time in minutes
--   order_no   text                     : Order number [txt] | Order number [int] | Order [txt] | Order number | Order no [txt] | Order ID [txt] | Order ID [int]
--
-- Zendesk publishes no list of these columns; two programs that write the same file agree on them.
-- The first reply is the first public comment of an agent: the minutes from the beginning are by
-- the clock on the wall. When the customer last wrote is in no column, and stays unknown. Who is
-- not the requester and submits the ticket is an agent: then nobody waits for a first reply.
-- Satisfaction is Good or Bad, maybe with a comment: Zendesk's own score is Good of both, so Good
-- is satisfied. Offered is asked and not answered. A custom field is named with its kind, [txt].

-- name: tickets
SELECT
    shop_id, ticket_id, created AS created_at, updated AS updated_at, solved AS solved_at,
    CASE
        WHEN reply >= 0
            THEN {
                'at': created.at + to_minutes(reply::BIGINT),
                'local': created."local" + to_minutes(reply::BIGINT)
            }
    END AS first_human_reply_at,
    lower(trim(status)) AS status, lower(trim(priority)) AS priority,
    lower(trim(channel)) AS channel, nullif(lower(trim(email)), '') AS email_norm,
    requester AS name, order_no, assignee,
    CASE
        WHEN starts_with(lower(trim(score)), 'good') THEN 5
        WHEN starts_with(lower(trim(score)), 'bad') THEN 1
    END AS csat,
    CASE
        WHEN lower(trim(score)) = 'unoffered' THEN false
        WHEN regexp_matches(lower(trim(score)), '^(offered|good|bad)') THEN true
    END AS csat_asked,
    subject, tags, reopens::BIGINT AS reopens,
    CASE WHEN submitter <> '' AND requester <> '' THEN submitter <> requester END AS from_agent,
    source_file, source_row
FROM rows
