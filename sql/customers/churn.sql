-- Which customers on a plan have left, and what they paid.
-- reads: subscriptions
-- $as_of TIMESTAMP: the question's now, which a tenure that nobody states is counted to

-- name: whole
-- All of them together, and what is not stated of them.
WITH
each_customer AS (
    SELECT
        shop_id,
        customer_id,
        count(*) AS subscriptions
    FROM subscriptions
    GROUP BY shop_id, customer_id
)
SELECT
    count(*) AS listed,
    count(churned) AS known,
    coalesce(sum(CASE WHEN churned THEN 1 ELSE 0 END), 0)::BIGINT AS churned,
    sum(CASE WHEN churned IS NOT NULL THEN recurring_charge END) AS recurring,
    sum(CASE WHEN churned THEN recurring_charge END) AS lost,
    count(recurring_charge) AS charged,
    sum(total_charged) AS total,
    count(total_charged) AS with_total,
    count(started_local) AS started,
    coalesce(sum(CASE WHEN churned AND cancelled_local IS NOT NULL THEN 1 ELSE 0 END), 0)::BIGINT
        AS dated,
    (SELECT count(CASE WHEN subscriptions > 1 THEN 1 END) FROM each_customer) AS with_several,
    min(currency) AS first_currency,
    max(currency) AS last_currency
FROM subscriptions
-- one row

-- name: groups_of_customers
-- By each thing that may part them; only those of whom it is known whether they left.
WITH
accounts AS (
    SELECT
        contract,
        plan,
        payment,
        segment,
        country,
        region,
        channel,
        coalesce(
            tenure_months,
            datediff('day', started_local::DATE, coalesce(cancelled_local, $as_of)::DATE)
            / 30.4375::DOUBLE
        ) AS months,
        CASE WHEN churned THEN 1 ELSE 0 END AS has_left,
        recurring_charge
    FROM subscriptions
    WHERE churned IS NOT NULL
),
parted AS (
    SELECT 'contract' AS dimension, contract AS value, has_left, recurring_charge FROM accounts
    UNION ALL
    SELECT 'plan' AS dimension, plan AS value, has_left, recurring_charge FROM accounts
    UNION ALL
    SELECT
        'tenure' AS dimension,
        CASE
            WHEN months <= 12 THEN '0 to 12 months'
            WHEN months <= 24 THEN '13 to 24 months'
            WHEN months <= 48 THEN '25 to 48 months'
            WHEN months <= 72 THEN '49 to 72 months'
            WHEN months > 72 THEN '73 months and more'
        END AS value,
        has_left,
        recurring_charge
    FROM accounts
    UNION ALL
    SELECT 'payment' AS dimension, payment AS value, has_left, recurring_charge FROM accounts
    UNION ALL
    SELECT 'segment' AS dimension, segment AS value, has_left, recurring_charge FROM accounts
    UNION ALL
    SELECT 'country' AS dimension, country AS value, has_left, recurring_charge FROM accounts
    UNION ALL
    SELECT 'region' AS dimension, region AS value, has_left, recurring_charge FROM accounts
    UNION ALL
    SELECT 'channel' AS dimension, channel AS value, has_left, recurring_charge FROM accounts
)
SELECT
    dimension,
    value,
    count(*) AS customers,
    sum(has_left)::BIGINT AS churned,
    coalesce(sum(recurring_charge), 0) AS recurring,
    coalesce(sum(CASE WHEN has_left = 1 THEN recurring_charge END), 0) AS lost
FROM parted
GROUP BY dimension, value
ORDER BY dimension, value

-- name: spans
-- From which month to which each stayed; without the second they are still there. Who began, or left,
-- on a day that nobody states is in none.
SELECT
    date_trunc('month', started_local)::DATE AS begun,
    date_trunc('month', cancelled_local)::DATE AS ended,
    count(*) AS customers,
    coalesce(sum(recurring_charge), 0) AS recurring
FROM subscriptions
WHERE
    started_local IS NOT NULL
    AND churned IS NOT NULL
    AND (NOT churned OR cancelled_local IS NOT NULL)
GROUP BY date_trunc('month', started_local)::DATE, date_trunc('month', cancelled_local)::DATE
ORDER BY begun, ended
