-- What customers did in each month (or week), by the month of their first order.
-- reads: customer_moves
-- then asks: sales/totals
-- $freq VARCHAR: month or week
-- $week_starts INTEGER: days from Monday to the day that weeks start with

-- name: cells
-- A row a cohort and month with a move. No cohort: no dated order; no month: what has no date.
WITH
dated AS (
    SELECT
        shop_id,
        customer,
        orders,
        net_sales,
        CASE $freq
            WHEN 'week' THEN date_trunc('week', at_local::DATE - $week_starts)::DATE + $week_starts
            ELSE date_trunc('month', at_local)::DATE
        END AS month
    FROM customer_moves
),
months AS (
    SELECT
        shop_id,
        customer,
        month,
        sum(orders) AS orders,
        sum(net_sales) AS net_sales
    FROM dated
    GROUP BY shop_id, customer, month
),
firsts AS (
    SELECT
        shop_id,
        customer,
        min(CASE WHEN orders > 0 THEN month END) AS cohort
    FROM months
    GROUP BY shop_id, customer
)
SELECT
    f.cohort,
    m.month,
    sum(CASE WHEN m.orders > 0 THEN 1 ELSE 0 END)::BIGINT AS customers,
    sum(m.orders)::BIGINT AS orders,
    sum(m.net_sales) AS net_sales
FROM months AS m
INNER JOIN firsts AS f ON m.shop_id = f.shop_id AND m.customer = f.customer
GROUP BY f.cohort, m.month
ORDER BY f.cohort, m.month

-- name: sizes
-- A row a cohort: its customers, those with a second order, those back within three months (weeks).
WITH
dated AS (
    SELECT
        shop_id,
        customer,
        CASE $freq
            WHEN 'week' THEN date_trunc('week', at_local::DATE - $week_starts)::DATE + $week_starts
            ELSE date_trunc('month', at_local)::DATE
        END AS month
    FROM customer_moves
    WHERE orders > 0 AND at_local IS NOT NULL
),
placed AS (
    SELECT
        shop_id,
        customer,
        month,
        count(*) AS orders
    FROM dated
    GROUP BY shop_id, customer, month
),
firsts AS (
    SELECT
        shop_id,
        customer,
        min(month) AS cohort,
        sum(orders) AS orders
    FROM placed
    GROUP BY shop_id, customer
),
back AS (
    SELECT DISTINCT
        f.shop_id,
        f.customer
    FROM firsts AS f
    INNER JOIN placed AS p ON f.shop_id = p.shop_id AND f.customer = p.customer
    WHERE
        p.month > f.cohort
        AND p.month <= CASE $freq
            WHEN 'week' THEN f.cohort + INTERVAL 21 DAY
            ELSE f.cohort + INTERVAL 3 MONTH
        END
)
SELECT
    f.cohort,
    count(*) AS customers,
    sum(CASE WHEN f.orders > 1 THEN 1 ELSE 0 END)::BIGINT AS repeaters,
    count(b.customer) AS early
FROM firsts AS f
LEFT JOIN back AS b ON f.shop_id = b.shop_id AND f.customer = b.customer
GROUP BY f.cohort
ORDER BY f.cohort
