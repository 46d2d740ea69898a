-- Customers on plans under the usual names, one row for each, and which of them have left.
-- input: rows
--   customer_id      text     key needed     : customer_id | customerid | customer number | customer no | account_id | accountid | account number | client_id | clientnum | subscriber_id | member_id | user_id | userid | customer | account | email | customer_email | e-mail
--   mark             text     needed         : churn | churned | is_churned | has_churned | churn_flag | churn_label | churn_value | exited | attrition | attrition_flag | cancelled | canceled | is_cancelled | is_canceled | customer_status | subscription_status | account_status | cancelled_at | canceled_at | cancelled_on | canceled_on | cancellation_date | cancelled_date | cancel_date | churned_at | churn_date | ended_at | end_date
--   again            text     needed         : churn | churned | is_churned | has_churned | churn_flag | churn_label | churn_value | exited | attrition | attrition_flag | cancelled | canceled | is_cancelled | is_canceled | customer_status | subscription_status | account_status | cancelled_at | canceled_at | cancelled_on | canceled_on | cancellation_date | cancelled_date | cancel_date | churned_at | churn_date | ended_at | end_date
--   ended            instant                 : cancelled_at | canceled_at | cancelled_on | canceled_on | cancellation_date | cancelled_date | cancel_date | churned_at | churn_date | ended_at | end_date
--   subscription_id  text                    : subscription_id | contract_id | plan_id
--   email            text                    : email | customer_email | e-mail
--   name             text                    : name | customer_name | company | company_name | full_name
--   plan             text     one-of:terms   : plan | plan_name | contract | contract_type | subscription_type | subscription | tier | membership | package
--   payment          text                    : payment_method | paymentmethod | payment_type | payment
--   started          instant  one-of:terms   : started_at | start_date | started_on | started | signup_date | signed_up_at | joined_at | join_date | subscription_start | activation_date | customer_since | created_at
--   tenure           number   one-of:terms   : tenure_months | tenure | tenure_in_months | months_on_book | months_active | account_age_months | months
--   charge           money    one-of:terms   : recurring_charge | monthlycharges | monthly_charges | monthlycharge | monthly_charge | monthly_fee | mrr | monthly_revenue | monthly_price | monthly_amount | subscription_fee
--   charged          money                   : total_charged | totalcharges | total_charges | total_charge | total_revenue | lifetime_revenue
--   currency         text                    : currency | currency_code
--   country          text                    : country | country_code | geography
--   region           text                    : region | state | province
--   segment          text                    : segment | customer_segment | customer_type
--   channel          text                    : channel | acquisition_channel | signup_channel
--   shop             text                    : shop_id | shop | store
--   order_id         text     never          : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoice number
--   sku              text     never          : sku | product_id | item_id | stock_code | line_id
--   quantity         text     never          : quantity | qty
--
-- Tenure is taken as months and the charge as that of a month. Churned is what the mark says: yes,
-- true, 1, churned, cancelled, exited, left and the like, or a date; no, false, 0, active, stayed and
-- the like are not. Where the mark is a date, a blank says that the customer is still there. What a
-- mark does not say stays unknown, and is said. Of a customer who is listed twice in one file the last
-- row counts, unless the file tells their subscriptions apart.

-- name: _last
SELECT *, lower(trim(mark)) AS said
FROM rows
QUALIFY
    row_number() OVER (
        PARTITION BY
            source_file, coalesce(shop, shop_id), customer_id,
            coalesce(subscription_id, '')
        ORDER BY source_row DESC
    ) = 1

-- name: _dated
-- Files whose mark is nothing but dates.
SELECT source_file
FROM _last
GROUP BY source_file
HAVING count(ended) = count(nullif(said, '')) AND count(ended) > 0

-- name: _judged
SELECT
    l.*,
    CASE
        WHEN l.ended IS NOT NULL THEN true
        WHEN
            l.said IN (
                'yes', 'y', 'true', 't', '1', '1.0', 'churned', 'churn', 'left', 'exited', 'lost',
                'cancelled', 'canceled', 'attrited', 'attrited customer', 'closed', 'expired',
                'terminated', 'ended', 'inactive'
            )
            THEN true
        WHEN
            l.said IN (
                'no', 'n', 'false', 'f', '0', '0.0', 'active', 'stayed', 'joined', 'existing',
                'existing customer', 'current', 'retained', 'renewed', 'open', 'not churned'
            )
            THEN false
        WHEN d.source_file IS NOT NULL AND coalesce(l.said, '') = '' THEN false
    END AS has_left
FROM _last AS l
LEFT JOIN _dated AS d ON l.source_file = d.source_file

-- name: said
SELECT
    source_file || ': customers whose mark says neither that they left nor that they stayed: '
    || format('{:,}', count(*)) AS sentence
FROM _judged
WHERE has_left IS NULL
GROUP BY source_file

-- name: subscriptions
SELECT
    coalesce(shop, shop_id) AS shop_id,
    -- Shopify writes '7210.. so that Excel keeps the id's digits.
    CASE
        WHEN contains(customer_id, '@') THEN lower(trim(customer_id))
        ELSE ltrim(customer_id, '''')
    END AS customer_id,
    subscription_id,
    nullif(lower(trim(email)), '') AS email_norm,
    name, plan, payment, started AS started_at, ended AS cancelled_at, has_left AS churned,
    tenure AS tenure_months, charge AS recurring_charge, charged AS total_charged,
    upper(currency) AS currency, country, region, segment, channel,
    source_file, source_row
FROM _judged

-- name: excluded
SELECT r.source_file, r.source_row, 'a customer listed again below' AS reason
FROM rows AS r
ANTI JOIN _last AS l ON r.source_file = l.source_file AND r.source_row = l.source_row
