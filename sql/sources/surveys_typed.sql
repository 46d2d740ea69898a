-- Answers to surveys whose score is of the kind that another column names, as Delighted tells them.
-- vendor: Any system (flat CSV)
-- export: a row for each answer: the score, and the type of survey it belongs to
-- cannot: scores of surveys that are neither NPS nor CSAT
-- input: rows
--   survey_id    text                        : response_id | survey_response_id | survey_id | id
--   answered     instant  one-of:date reject : responded_at | answered_at | response_date | submitted_at | completed_at | created_at | date | timestamp
--   sent         instant  one-of:date reject : sent_at | survey_sent_at | sent | sent_date
--   kind         text     needed             : survey_type | score_type
--   score        text     needed             : score | response_score
--   email        text                        : email | person_email | customer_email | respondent_email | e-mail | email_address
--   customer_id  text                        : customer_id | client_id
--   order_id     text                        : order_id
--   order_no     text                        : order_number | order_no | order_name | order
--   agent        text                        : agent | agent_name | assignee
--   channel      text                        : channel | survey_channel | source
--   sku          text                        : sku | product_sku | variant_sku | product | item
--   comment      text                        : comment | comments | feedback | answer_text | reason
--   shop         text                        : shop_id | shop | store
--
-- A score of a survey of the type nps is NPS, 0 to 10; of csat, 5 stars and smileys CSAT, 1 to 5. Scores
-- of other types, as ces and thumbs, are of another scale: they are excluded and counted. A cell may
-- say more, as Extremely likely - 10: its first number counts. A row without a number was asked and
-- has not answered. Without a column of the type a score may be either:
-- call it nps or csat in the file's first line.

-- name: _answers
SELECT
    *,
    CASE
        WHEN regexp_matches(lower(kind), '^\s*(nps|net promoter)') THEN 'nps'
        WHEN regexp_matches(lower(kind), '^\s*(csat|customer satisfaction|stars|smileys|(5|five)[ -]star)')
            THEN 'csat'
    END AS measure,
    try_cast(
        replace(regexp_extract(trim(score), '(^-)?[0-9]+([.,][0-9]+)?'), ',', '.')
        AS DECIMAL(18, 3)
    ) AS number
FROM rows

-- name: surveys
SELECT
    coalesce(shop, shop_id) AS shop_id,
    coalesce(nullif(trim(survey_id), ''), source_file || '#' || source_row) AS survey_id,
    answered AS answered_at, sent AS sent_at,
    CASE WHEN measure = 'nps' THEN number END AS nps,
    CASE WHEN measure = 'csat' THEN number END AS csat,
    ltrim(customer_id, '''') AS customer_id, nullif(lower(trim(email)), '') AS email_norm,
    order_id, order_no, agent, lower(trim(channel)) AS channel, sku, comment,
    source_file, source_row
FROM _answers
WHERE measure IS NOT NULL

-- name: excluded
SELECT
    source_file, source_row,
    'survey of the type ' || coalesce(lower(trim(kind)), 'unstated') || ', neither NPS nor CSAT' AS reason
FROM _answers
WHERE measure IS NULL
