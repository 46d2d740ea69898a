-- Tickets of a help desk under the usual names, one row for each conversation.
-- input: rows
--   ticket_id      text     needed key       : ticket_id | ticket_number | ticket_no | ticket | conversation_id | conversation | case_id | case_number | case_no
--   again          text     needed           : ticket_id | ticket_number | ticket_no | ticket | conversation_id | conversation | case_id | case_number | case_no
--   created        instant  needed reject    : created_at | created | created_on | created_date | date_created | created_datetime | opened_at | opened | opened_on | date_opened | opened_datetime
--   status         text     one-of:state     : status | ticket_status | state
--   solved         instant  one-of:state     : solved_at | solved | solved_on | resolved_at | resolved_on | resolved_date | closed_at | closed_on | closed_date | closed_datetime | date_closed
--   first_reply    instant                   : first_human_reply_at | first_agent_reply_at | first_agent_reply_date | first_agent_reply | first_reply_at | first_replied_at | first_reply | first_response_at | first_response_date | first_response
--   last_reply     instant                   : last_human_reply_at | last_agent_reply_at | last_agent_message_at | last_agent_response_at | last_reply_at
--   last_customer  instant                   : last_customer_at | last_customer_message_at | last_customer_message | last_customer_reply_at | last_received_message_at | last_received_message_datetime | last_requester_message_at
--   last_message   instant                   : last_message_at | last_message_datetime
--   updated        instant                   : updated_at | updated | updated_on | updated_datetime | last_updated
--   rated          instant                   : rated_at | csat_at | csat_date | satisfaction_rated_at
--   priority       text                      : priority | ticket_priority
--   channel        text                      : channel | ticket_channel | via
--   email          text                      : requester_email | customer_email | contact_email | email | from_email | e-mail
--   customer_id    text                      : customer_id | client_id
--   name           text                      : requester_name | requester | customer_name | customer | contact_name
--   order_id       text                      : order_id
--   order_no       text                      : order_number | order_no | order_name | order
--   assignee       text                      : assignee | assignee_name | agent | agent_name | assigned_to | owner
--   csat           text                      : csat | csat_score | satisfaction_score | satisfaction_rating | satisfaction | rating
--   subject        text                      : subject | title
--   tags           text                      : tags | labels
--   reopens        number                    : reopens | reopened | reopen_count | times_reopened
--   from_agent     flag                      : from_agent | created_by_agent | outbound
--   spam           flag                      : is_spam | spam
--   shop           text                      : shop_id | shop | store
--   money          text     never            : amount | total | order_total | total_amount | total_price | order_value | price | unit_price | subtotal | revenue | sales
--
-- The ticket's id is named twice to weigh as much as two columns: so a file with a date and a status
-- alone is not called nearly one of tickets. A rating is 1 to 5 or begins with a word: good,
-- satisfied, bad, unsatisfied; offered is asked and not answered. Of a ticket that stands several
-- times in one file the one changed last counts, else the last row. A last message that came after
-- the customer's last is the desk's own. What a desk calls a first response may be automatic: name a
-- column of people's replies first_human_reply_at.

-- name: _tickets
SELECT
    *,
    lower(trim(csat)) AS word,
    try_cast(regexp_extract(csat, '^\s*([0-9]+(\.[0-9]+)?)', 1) AS DECIMAL(18, 3)) AS number,
    1 = row_number() OVER (
        PARTITION BY source_file, coalesce(shop, shop_id), ticket_id
        ORDER BY updated.at DESC NULLS LAST, source_row DESC
    ) AS is_last
FROM rows

-- name: tickets
SELECT
    coalesce(shop, shop_id) AS shop_id, ticket_id, created AS created_at, solved AS solved_at,
    first_reply AS first_human_reply_at,
    CASE
        WHEN last_reply IS NOT NULL OR last_message.at <= last_customer.at THEN last_reply
        WHEN last_customer IS NOT NULL THEN last_message
    END AS last_human_reply_at,
    last_customer AS last_customer_at, updated AS updated_at, rated AS rated_at,
    lower(trim(status)) AS status, lower(trim(priority)) AS priority,
    lower(trim(channel)) AS channel, ltrim(customer_id, '''') AS customer_id,
    nullif(lower(trim(email)), '') AS email_norm, name, order_id, order_no, assignee,
    CASE
        WHEN number IS NOT NULL THEN number
        WHEN regexp_matches(word, '^(good|satisfied|positive|happy)') THEN 5
        WHEN regexp_matches(word, '^(bad|unsatisfied|dissatisfied|negative|unhappy)') THEN 1
    END AS csat,
    CASE
        WHEN word IN ('unoffered', 'not offered') THEN false
        WHEN word <> '' THEN true
    END AS csat_asked,
    subject, tags, reopens::BIGINT AS reopens, from_agent, spam AS is_spam,
    source_file, source_row
FROM _tickets
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'older copy of a ticket in the same file' AS reason
FROM _tickets
WHERE NOT is_last

-- name: said
SELECT
    count(*) || ' ratings of tickets are neither a number nor good or bad (as ' || min(csat)
    || '): they are not counted'
FROM _tickets
WHERE
    word <> '' AND number IS NULL
    AND NOT regexp_matches(
        word, '^(good|satisfied|positive|happy|bad|unsat|dissat|neg|unhappy|offer|unoffer|not offer)'
    )
HAVING count(*) > 0
