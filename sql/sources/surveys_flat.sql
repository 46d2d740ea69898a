-- Answers to surveys under the usual names, one row for each person asked.
-- input: rows
--   survey_id    text                        : survey_id | response_id | survey_response_id | answer_id | id
--   answered     instant  one-of:date reject : answered_at | answered | responded_at | response_date | response_at | submitted_at | submit_date | completed_at | created_at | survey_date | date | timestamp
--   sent         instant  one-of:date reject : sent_at | sent | sent_on | sent_date | survey_sent_at | invited_at
--   nps          number   one-of:score       : nps | nps_score | likelihood_to_recommend | recommend | would_recommend
--   csat         number   one-of:score       : csat | csat_score | satisfaction | satisfaction_score
--   email        text                        : email | customer_email | respondent_email | e-mail
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
-- NPS is 0 to 10, CSAT 1 to 5. A row without a score was asked and has not answered.

-- name: surveys
SELECT
    coalesce(shop, shop_id) AS shop_id,
    coalesce(nullif(trim(survey_id), ''), source_file || '#' || source_row) AS survey_id,
    answered AS answered_at, sent AS sent_at, nps, csat,
    CASE WHEN NOT contains(customer_id, '@') THEN ltrim(customer_id, '''') END AS customer_id,
    coalesce(
        nullif(lower(trim(email)), ''),
        CASE WHEN contains(customer_id, '@') THEN lower(trim(customer_id)) END
    ) AS email_norm,
    order_id, order_no, agent, lower(trim(channel)) AS channel, sku, comment,
    source_file, source_row
FROM rows
