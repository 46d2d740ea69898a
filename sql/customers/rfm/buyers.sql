-- How recently, how often and for how much each customer bought, in quintiles.
-- reads: order_customers, sales_lines
-- may read: people
-- then asks: sales/totals, sales/outliers
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $last_day DATE: the last day of the window, which recency counts back from

-- name: buyers
-- Orders and money without a customer are rows of their own, one a shop, without scores.
WITH
moves AS (
    SELECT
        shop_id AS shop,
        customer,
        1 AS orders,
        ordered_local::DATE AS day,
        0::DECIMAL(28, 8) AS order_value,
        0::DECIMAL(28, 8) AS net_sales
    FROM order_customers
    WHERE
        (ordered_local >= $start_at AND ordered_local < $end_at)
        OR ($undated AND ordered_local IS NULL)
    UNION ALL
    SELECT
        shop,
        customer,
        0 AS orders,
        NULL::DATE AS day,
        gross_sales - discounts AS order_value,
        net_sales
    FROM sales_lines
    WHERE (at_local >= $start_at AND at_local < $end_at) OR ($undated AND at_local IS NULL)
),
sums AS (
    SELECT
        shop,
        customer,
        sum(orders)::BIGINT AS orders,
        sum(order_value) AS order_value,
        sum(net_sales) AS net_sales,
        max(day) AS last_day,
        customer IS NOT NULL AND max(day) IS NOT NULL AS is_scored
    FROM moves
    GROUP BY shop, customer
),
-- Equal values are parted by the customer's id: the same data has the same scores.
scored AS (
    SELECT
        shop,
        customer,
        ntile(5) OVER (ORDER BY last_day, shop, customer) AS r,
        ntile(5) OVER (ORDER BY orders, shop, customer) AS f,
        ntile(5) OVER (ORDER BY net_sales, shop, customer) AS m
    FROM sums
    WHERE is_scored
)
SELECT
    s.shop,
    s.customer,
    p.name,
    s.orders,
    s.order_value,
    s.net_sales,
    s.last_day,
    datediff('day', s.last_day, $last_day::DATE) AS recency_days,
    q.r,
    q.f,
    q.m
FROM sums AS s
LEFT JOIN scored AS q ON s.shop = q.shop AND s.customer = q.customer
LEFT JOIN people AS p ON s.shop = p.shop_id AND s.customer = p.customer
ORDER BY s.net_sales DESC, s.shop, s.customer
