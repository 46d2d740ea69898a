-- Tickets of a help desk under the usual names, one row for each conversation.
-- vendor: Any system (flat CSV)
-- export: a row for each ticket or conversation: its id, when it was opened, its status
-- cannot: whether a first response was a person's, unless a column says so
-- input: rows
--   ticket_id      text     needed key       : ticket_id | ticket_number | ticket_no | ticket | conversation_id | conversation | case_id | case_number | case_no
--   again          text     needed           : ticket_id | ticket_number | ticket_no | ticket | conversation_id | conversation | case_id | case_number | case_no
--   created        instant  needed reject    : created_at | created | created_on | created_date | date_created | created_datetime | opened_at | opened | opened_on | date_opened | opened_datetime | created_time | conversation_created_at
--   status         text     one-of:state     : status | ticket_status | state | conversation_state | current_conversation_state
--   solved         instant  one-of:state     : solved_at | solved | solved_on | resolved_at | resolved_on | resolved_date | resolved_time
--   closed         instant  one-of:state     : closed_at | closed | closed_on | closed_date | closed_datetime | date_closed | closed_time | close_time | conversation_closed_at
--   first_reply    instant                   : first_human_reply_at | first_agent_reply_at | first_agent_reply_date | first_agent_reply | first_reply_at | first_replied_at | first_reply | first_response_at | first_response_date | first_response | initial_response_time | conversation_first_response_at | conversation_first_replied_at
--   last_reply     instant                   : last_human_reply_at | last_agent_reply_at | last_agent_message_at | last_agent_response_at | last_reply_at
--   last_customer  instant                   : last_customer_at | last_customer_message_at | last_customer_message | last_customer_reply_at | last_received_message_at | last_received_message_datetime | last_requester_message_at
--   last_message   instant                   : last_message_at | last_message_datetime
--   updated        instant                   : updated_at | updated | updated_on | updated_datetime | last_updated | last_update_time | last_updated_time
--   rated          instant                   : rated_at | csat_at | csat_date | satisfaction_rated_at
--   priority       text                      : priority | ticket_priority
--   channel        text                      : channel | ticket_channel | via | source
--   email          text                      : requester_email | customer_email | contact_email | email | from_email | e-mail | email_address
--   customer_id    text                      : customer_id | client_id
--   name           text                      : requester_name | requester | customer_name | customer | contact_name | full_name | user_name
--   order_id       text                      : order_id
--   order_no       text                      : order_number | order_no | order_name | order
--   assignee       text                      : assignee | assignee_name | agent | agent_name | assigned_to | owner | assignee_user_name | teammate_currently_assigned
--   csat           text                      : csat | csat_score | satisfaction_score | satisfaction_rating | satisfaction | rating | customer_satisfaction_rating | conversation_rating | survey_results | survey_result
--   subject        text                      : subject | title | ticket_subject
--   tags           text                      : tags | labels | conversation_tags
--   reopens        number                    : reopens | reopened | reopen_count | times_reopened
--   from_agent     flag                      : from_agent | created_by_agent | outbound
--   spam           flag                      : is_spam | spam
--   shop           text                      : shop_id | shop | store
--   money          text     never            : amount | total | order_total | total_amount | total_price | order_value | price | unit_price | subtotal | revenue | sales
--
-- The ticket's id is named twice to weigh as much as two columns: so a file with a date and a status
-- alone is not called nearly one of tickets.
-- A rating is 1 to 5, or words: good, great, satisfied, happy are 5; okay, neutral, neither 3; bad,
-- not good, unsatisfied, unhappy 1; offered is asked and not answered. Of a ticket that stands several
-- times in one file the one changed last counts, else the last row. A last message that came after
-- the customer's last is the desk's own. What a desk calls a first response may be automatic: name a
-- column of people's replies first_human_reply_at.

-- name: _tickets
WITH
worded AS (
    SELECT
        *,
        lower(trim(csat)) AS word,
        try_cast(regexp_extract(csat, '^\s*([0-9]+(\.[0-9]+)?)', 1) AS DECIMAL(18, 3)) AS number,
        1 = row_number() OVER (
            PARTITION BY source_file, coalesce(shop, shop_id), ticket_id
            ORDER BY updated.at DESC NULLS LAST, source_row DESC
        ) AS is_last
    FROM rows
)
SELECT
    *,
    CASE
        WHEN number IS NOT NULL THEN number
        WHEN regexp_matches(word, '^((extremely|very|somewhat) )?(good|great|satisfied|positive|happy)')
            THEN 5
        WHEN regexp_matches(word, '^(neither|neutral|okay|ok$)') THEN 3
        WHEN
            regexp_matches(
                word,
                '^((extremely|very|somewhat) )?(bad|not good|unsatisfied|dissatisfied|negative|unhappy)'
            )
            THEN 1
    END AS rating
FROM worded

-- name: tickets
SELECT
    coalesce(shop, shop_id) AS shop_id, ticket_id, created AS created_at,
    coalesce(solved, closed) AS solved_at,
    first_reply AS first_human_reply_at,
    CASE
        WHEN last_reply IS NOT NULL OR last_message.at <= last_customer.at THEN last_reply
        WHEN last_customer IS NOT NULL THEN last_message
    END AS last_human_reply_at,
    last_customer AS last_customer_at, updated AS updated_at, rated AS rated_at,
    lower(trim(status)) AS status, lower(trim(priority)) AS priority,
    lower(trim(channel)) AS channel, ltrim(customer_id, '''') AS customer_id,
    nullif(lower(trim(email)), '') AS email_norm, name, order_id, order_no, assignee,
    rating AS csat,
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
WHERE word <> '' AND rating IS NULL AND NOT regexp_matches(word, '^(offer|unoffer|not offer)')
HAVING count(*) > 0
