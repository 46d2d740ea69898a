-- Who a campaign was sent to and who was held back, under the usual names.
-- vendor: Any system (flat CSV)
-- export: a row for each person of a campaign, and the group that person was in
-- cannot: what a campaign cost: a file of campaigns or of spend says it
-- cannot: who opened or clicked
-- input: rows
--   campaign  text     key needed  : campaign | campaign_name | campaign_id
--   arm       text     needed      : group | arm | variant | test_group | experiment_group | treatment_group
--   customer  text     one-of:who  : customer_id | customer id | customer | client_id | profile_id
--   email     text     one-of:who  : email | e-mail | email address | customer_email | recipient
--   sent      instant              : sent_at | sent | sent_date | sent_on | send_time | send time | date_sent | delivered_at
--   shop      text                 : shop_id | shop | store
--   order_id  text     never       : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoice number
--   cost      text     never       : cost | spend | total | amount | amount_spent | total_amount | revenue | sales
-- input: sent_to
--   campaign  text     key needed  : campaign | campaign_name | campaign_id
--   customer  text     one-of:who  : customer_id | customer id | customer | client_id | profile_id
--   email     text     one-of:who  : email | e-mail | email address | customer_email | recipient
--   sent      instant  needed      : sent_at | sent | sent_date | sent_on | send_time | send time | date_sent | delivered_at
--   shop      text                 : shop_id | shop | store
--   order_id  text     never       : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoice number
--   cost      text     never       : cost | spend | total | amount | amount_spent | total_amount | revenue | sales
--
-- A row with an id and an e-mail is known by its id. One with neither is of nobody: it is excluded
-- and counted. A file without groups lists those it was sent to.

-- name: _listed
WITH
every AS (
    SELECT shop, shop_id, campaign, customer, email, arm, sent, source_file, source_row FROM rows
    UNION ALL
    SELECT
        shop, shop_id, campaign, customer, email, NULL AS arm, sent, source_file, source_row
    FROM sent_to
)
SELECT
    coalesce(shop, shop_id) AS shop_id,
    campaign,
    -- Shopify writes '7210.. so that Excel keeps the id's digits; some call an e-mail a customer.
    coalesce(
        nullif(
            CASE
                WHEN contains(customer, '@') THEN lower(trim(customer))
                ELSE ltrim(customer, '''')
            END,
            ''
        ),
        nullif(lower(trim(email)), '')
    ) AS customer,
    lower(arm) AS arm,
    sent,
    source_file,
    source_row
FROM every

-- name: campaign_members
SELECT shop_id, campaign, customer, arm, sent AS sent_at, source_file, source_row
FROM _listed
WHERE customer IS NOT NULL

-- name: excluded
SELECT source_file, source_row, 'a member of a campaign without a customer' AS reason
FROM _listed
WHERE customer IS NULL
