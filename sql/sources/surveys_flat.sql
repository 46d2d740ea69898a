-- Answers to surveys under the usual names, one row for each person asked.
-- vendor: Any system (flat CSV)
-- export: a row for each person asked: the day, and a score that is called nps or csat
-- cannot: scores of a question that is not NPS or CSAT
-- input: rows
--   survey_id    text                        : survey_id | response_id | survey_response_id | answer_id | respondent_id | id
--   answered     instant  one-of:date reject : answered_at | answered | responded_at | response_date | response_at | submitted_at | submit_date | completed_at | end_date | created_at | survey_date | date | timestamp
--   sent         instant  one-of:date reject : sent_at | sent | sent_on | sent_date | survey_sent_at | invited_at
--   nps          text     one-of:score       : nps | nps_score | likelihood_to_recommend | recommend | would_recommend
--   csat         text     one-of:score       : csat | csat_score | satisfaction | satisfaction_score
--   email        text                        : email | customer_email | respondent_email | e-mail | email_address
--   customer_id  text                        : customer_id | customer | client_id
--   order_id     text                        : order_id
--   order_no     text                        : order_number | order_no | order_name | order
--   agent        text                        : agent | agent_name | assignee
--   channel      text                        : channel | survey_channel | source
--   sku          text                        : sku | product_sku | variant_sku | product | item
--   comment      text                        : comment | comments | feedback | answer_text | reason
--   shop         text                        : shop_id | shop | store
--   ticket       text     never              : ticket_status | status | ticket_state
--   money        text     never              : amount | total | order_total | total_amount | total_price | order_value | price | unit_price | subtotal | revenue | sales | spend
--
-- NPS is 0 to 10, CSAT 1 to 5; a cell may say more, as Extremely likely - 10, and its first number
-- counts. Of CSAT in words good, great, satisfied, happy are 5; okay, neutral, neither 3; bad, not
-- good, dissatisfied, unhappy 1. A row without a score was asked and has not answered. SurveyMonkey
-- and Typeform write the question as the header: call it nps or csat in the file's first line.

-- name: _scored
WITH
worded AS (
    SELECT
        *,
        lower(trim(csat)) AS word,
        try_cast(
            replace(regexp_extract(trim(nps), '(^-)?[0-9]+([.,][0-9]+)?'), ',', '.')
            AS DECIMAL(18, 3)
        ) AS likely,
        try_cast(
            replace(regexp_extract(trim(csat), '(^-)?[0-9]+([.,][0-9]+)?'), ',', '.')
            AS DECIMAL(18, 3)
        ) AS number
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

-- name: surveys
SELECT
    coalesce(shop, shop_id) AS shop_id,
    coalesce(nullif(trim(survey_id), ''), source_file || '#' || source_row) AS survey_id,
    answered AS answered_at, sent AS sent_at, likely AS nps, rating AS csat,
    CASE WHEN NOT contains(customer_id, '@') THEN ltrim(customer_id, '''') END AS customer_id,
    coalesce(
        nullif(lower(trim(email)), ''),
        CASE WHEN contains(customer_id, '@') THEN lower(trim(customer_id)) END
    ) AS email_norm,
    order_id, order_no, agent, lower(trim(channel)) AS channel, sku, comment,
    source_file, source_row
FROM _scored

-- name: said
SELECT
    count(*) || ' scores of surveys cannot be read (as '
    || min(CASE WHEN trim(nps) <> '' AND likely IS NULL THEN nps ELSE csat END)
    || '): they are not counted'
FROM _scored
WHERE (trim(nps) <> '' AND likely IS NULL) OR (word <> '' AND rating IS NULL)
HAVING count(*) > 0
