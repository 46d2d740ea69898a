-- Customers on plans under the usual names, one row for each, and which of them have left.
-- vendor: Any system (flat CSV)
-- export: a row for each customer on a plan, and whether that customer has left
-- cannot: what a customer paid in which month: only what the row sums up
-- input: rows
--   customer_id      text     key one-of:who : customer_id | customerid | customer number | customer no | cust_id | account_id | accountid | account number | client_id | clientnum | subscriber_id | member_id | user_id | userid | customer | account | client | subscriber | user | member | phone number | email | customer_email | e-mail | id
--   churn            text                    : churn | churned | churn? | churned? | is_churn | is_churned | has_churned | churn_flag | churned_flag | churn_label | churn_value | churn_status | churn_yn | customer_churn | exited | has_left | attrition | attrition_flag | attrited
--   standing         text                    : left | left? | cancelled | canceled | cancelled? | canceled? | is_cancelled | is_canceled | customer_status | subscription_status | account_status | membership_status | member_status | plan_status | contract_status
--   status           text                    : =standing | status
--   active           text                    : active | active? | is_active | active_flag | is_current | still_active | is_subscribed | currently_subscribed
--   ended            instant                 : ended_at | ended_on | end_at | ended at (utc) | churned_at | churned_on | churn_date | date_churned | cancelled_at | canceled_at | cancelled_on | canceled_on | canceled at (utc) | cancelled_date | canceled_date | cancellation_date | cancel_date | date_cancelled | date_canceled | cancelled date time | cancel_date_time | exit_date | left_on | left_at | leave_date | termination_date | terminated_on | deactivated_at | deactivated_on | unsubscribed_at | end_date | subscription_end | subscription_end_date
--   day_left         text                    : =ended
--   subscription_id  text                    : subscription_id | contract_id | plan_id | id
--   email            text                    : email | customer_email | e-mail | email_address
--   name             text                    : name | customer_name | account_name | company | company_name | full_name
--   contract         text                    : contract | contract_type | contract_length | contract_term | contract_duration | contract_period | billing_period | billing_interval | billing_cycle | billing_frequency
--   plan             text                    : plan | plan_name | plan_type | plan_tier | subscription_plan | subscription_type | subscription_tier | subscription | tier | membership | membership_type | membership_plan | package | package_name | product_plan
--   payment          text                    : payment_method | paymentmethod | payment_type | payment_mode | preferredpaymentmode | preferred_payment_method | billing_method | payment
--   started          instant                 : started_at | start_date | started_on | started | start_at | start (utc) | signup_date | sign_up_date | signed_up_at | signed_up_on | signup_at | signup_date_time | joined_at | joined_on | join_date | joining_date | date_joined | subscription_start | subscription_start_date | subscribed_at | activation_date | activated_at | enrollment_date | onboarding_date | registered_at | registration_date | customer_since | member_since | created_at | created (utc)
--   tenure           number   one-of:who     : tenure_months | tenure | tenure_in_months | tenure (months) | customer_tenure | months_on_book | months_active | months_in_service | months_as_customer | account_age_months | account_length | subscription_length | subscription_age | customer_age_months | months
--   charge           money                   : recurring_charge | monthlycharges | monthly_charges | monthlycharge | monthly_charge | monthly_fee | mrr | mrr_amount | monthlyrevenue | monthly_revenue | monthly_recurring_revenue | monthly_price | monthly_amount | monthly_spend | monthly_bill | monthly_cost | monthly_payment | monthly_rate | monthly_subscription_fee | subscription_fee | price_per_month | monthly
--   charged          money                   : total_charged | totalcharges | total_charges | total_charge | total_revenue | lifetime_revenue | total_spend | total_spent
--   currency         text                    : currency | currency_code
--   country          text                    : country | country_code | geography
--   region           text                    : region | state | province
--   segment          text                    : segment | customer_segment | customer_type | industry
--   channel          text                    : channel | acquisition_channel | signup_channel | referral_source
--   shop             text                    : shop_id | shop | store
--   mark             text     needed         : =churn | =status | =active | =ended
--   sure             text     needed         : =churn | =standing | =ended | =contract | =plan | =tenure | =charge
--   terms            text     needed         : =churn | =contract | =plan | =tenure | =charge | =started
--   order_id         text     never          : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoice number
--   sku              text     never          : sku | product_id | item_id | stock_code | line_id
--   quantity         text     never          : quantity | qty | total_price | subtotal_price | order_total | total | subtotal
--   other            text     never          : ticket_id | employee | employee_id | employee_number | employeenumber | emp_id | staff_id | manager_id | ramp_plan
--
-- Whether somebody has left is told by the first of these that the row fills: a mark (churned), a
-- status, whether they are active, a day. Yes, true, 1, churned, cancelled, exited and the like have
-- left; no, false, 0, active, stayed, trialing, paused and the like are still there, also where a day
-- stands beside it: many lists state when a contract ends. In a file that only ever says who left, by
-- words or by days, a blank is somebody who is still there; in any other it stays unknown. What was
-- taken as what is said. Tenure is taken as months and the charge as that of a month. Of a customer
-- who is listed twice in one file the last row counts, unless the file tells their subscriptions apart.
-- A file without a customer's id, e-mail or phone number holds one customer a row.

-- name: _told
WITH written AS (
    SELECT
        * EXCLUDE (mark, sure, terms, standing, order_id, sku, quantity, other),
        -- Shopify writes '7210.. so that Excel keeps the id's digits.
        CASE
            WHEN customer_id IS NULL THEN 'row ' || source_row
            WHEN contains(customer_id, '@') THEN lower(trim(customer_id))
            ELSE ltrim(trim(customer_id), '''')
        END AS customer,
        lower(replace(replace(
            coalesce(
                nullif(trim(churn, ' .-–'), ''),
                nullif(trim(status, ' .-–'), ''),
                'active: ' || nullif(trim(active, ' .-–'), ''),
                CASE WHEN ended IS NULL THEN nullif(trim(day_left, ' .-–'), '') END
            ),
            '_', ' '
        ), '-', ' ')) AS said
    FROM rows
    QUALIFY
        row_number() OVER (
            PARTITION BY source_file, coalesce(shop, shop_id), customer, coalesce(subscription_id, '')
            ORDER BY source_row DESC
        ) = 1
)
SELECT
    *,
    CASE
        WHEN said NOT IN ('n/a', 'na', 'nan', 'nat', 'null', 'none', 'never') THEN said
    END AS word,
    CASE
        WHEN
            said IN (
                'yes', 'y', 'true', 't', '1', '1.0', 'x', 'churned', 'churn', 'left', 'exited',
                'lost', 'cancelled', 'canceled', 'attrited', 'attrited customer', 'closed',
                'expired', 'incomplete expired', 'terminated', 'ended', 'inactive', 'deactivated',
                'lapsed', 'former', 'former customer', 'active: no', 'active: n', 'active: false',
                'active: f', 'active: 0', 'active: 0.0', 'active: inactive'
            )
            THEN true
        WHEN
            said IN (
                'no', 'n', 'false', 'f', '0', '0.0', 'active', 'stayed', 'joined', 'new',
                'existing', 'existing customer', 'current', 'retained', 'renewed', 'open',
                'not churned', 'trialing', 'trial', 'in trial', 'past due', 'paused', 'on hold',
                'non renewing', 'live', 'subscribed', 'active: yes', 'active: y', 'active: true',
                'active: t', 'active: 1', 'active: 1.0', 'active: active'
            )
            THEN false
        WHEN ended IS NOT NULL THEN true
    END AS told
FROM written

-- name: _words
-- Each way of saying it, by file; where a file only ever says who left, a blank has not.
SELECT
    source_file,
    word IS NULL AND ended IS NULL AS blank,
    coalesce(word, CASE WHEN ended IS NULL THEN 'blank' ELSE 'a day, once it has come' END) AS word,
    CASE
        WHEN told IS NOT NULL THEN told
        WHEN
            blank
            AND bool_and(told) OVER (PARTITION BY source_file)
            AND NOT bool_or(told IS NULL AND NOT blank) OVER (PARTITION BY source_file)
            THEN false
    END AS has_left,
    ended IS NOT NULL AS dated,
    count(customer_id) AS named,
    count(*) AS customers
FROM _told
GROUP BY source_file, _told.word, ended IS NULL, ended IS NOT NULL, told

-- name: said
WITH words AS (
    SELECT
        source_file,
        has_left,
        word,
        sum(customers) AS customers
    FROM _words
    WHERE has_left IS NOT NULL
    GROUP BY ALL
),
sides AS (
    SELECT
        source_file,
        has_left,
        string_agg(
            word || ' (' || format('{:,}', customers::BIGINT) || ')', ', ' ORDER BY customers DESC, word
        ) AS found
    FROM words
    GROUP BY ALL
)
SELECT
    source_file || ': '
    || string_agg(
        CASE WHEN has_left THEN 'taken as left: ' ELSE 'taken as still there: ' END || found, '; '
        ORDER BY has_left DESC
    ) AS sentence
FROM sides
GROUP BY source_file
UNION ALL
SELECT
    source_file || ': customers whose mark says neither that they left nor that they stayed: '
    || format('{:,}', sum(customers)::BIGINT)
    || coalesce(', as ''' || min(CASE WHEN NOT blank THEN word END)[:30] || '''', '')
FROM _words
WHERE has_left IS NULL
GROUP BY source_file
UNION ALL
SELECT
    source_file || ': customers with a day of leaving whose mark says that they are still there: '
    || format('{:,}', sum(customers)::BIGINT) || '; the mark counts'
FROM _words
WHERE NOT has_left AND dated
GROUP BY source_file
UNION ALL
SELECT source_file || ' names no customer: each row counts as one'
FROM _words
GROUP BY source_file
HAVING sum(named) = 0

-- name: subscriptions
SELECT
    coalesce(t.shop, t.shop_id) AS shop_id, t.customer AS customer_id, t.subscription_id,
    nullif(lower(trim(email)), '') AS email_norm,
    name, contract, plan, payment, started AS started_at,
    CASE WHEN t.told THEN t.ended END AS cancelled_at, coalesce(t.told, b.has_left) AS churned,
    tenure AS tenure_months, charge AS recurring_charge, charged AS total_charged,
    upper(currency) AS currency, country, region, segment, channel,
    t.source_file, t.source_row
FROM _told AS t
LEFT JOIN _words AS b ON t.source_file = b.source_file AND b.blank AND t.told IS NULL AND t.word IS NULL

-- name: excluded
SELECT r.source_file, r.source_row, 'a customer listed again below' AS reason
FROM rows AS r
ANTI JOIN _told AS l ON r.source_file = l.source_file AND r.source_row = l.source_row
