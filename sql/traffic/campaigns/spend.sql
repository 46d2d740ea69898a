-- What was spent by day and channel, and what the shops it was spent for sold.
-- reads: order_value, refund_events, customer_firsts, orders
-- may read: spend_daily

-- name: spend
SELECT
    day,
    coalesce(lower(trim(channel)), 'channel not stated') AS channel,
    sum(cost) AS cost,
    sum(clicks)::BIGINT AS clicks,
    sum(impressions)::BIGINT AS impressions
FROM spend_daily
WHERE cost IS NOT NULL
GROUP BY day, coalesce(lower(trim(channel)), 'channel not stated')
ORDER BY day, coalesce(lower(trim(channel)), 'channel not stated')

-- name: shop_days
-- Spend that names no shop is for all of them.
-- $from_at TIMESTAMP: from then on
WITH
shops AS (
    SELECT DISTINCT o.shop_id
    FROM orders AS o
    WHERE
        EXISTS (
            SELECT 1 FROM spend_daily AS s
            WHERE s.shop_id = '' OR s.shop_id = o.shop_id
        )
),
-- As sales_ledger books them; all its parts would cost as much again. Lines without a date, of a
-- source that dates lines, are in no day.
moves AS (
    SELECT
        shop_id,
        ordered_local AS at_local,
        CASE WHEN product_lines > 0 THEN 1 ELSE 0 END AS orders,
        kept - (dateless_sales - dateless_discounts) AS net_sales
    FROM order_value
    WHERE ordered_local >= $from_at
    UNION ALL
    SELECT
        shop_id,
        booked_local AS at_local,
        0 AS orders,
        -returns AS net_sales
    FROM refund_events
    WHERE booked_local >= $from_at
),
sold AS (
    SELECT
        m.at_local::DATE AS day,
        sum(m.orders)::BIGINT AS orders,
        sum(m.net_sales) AS net_sales
    FROM moves AS m
    INNER JOIN shops AS s ON m.shop_id = s.shop_id
    GROUP BY m.at_local::DATE
),
arrived AS (
    SELECT
        f.first_local::DATE AS day,
        count(*) AS new_customers
    FROM customer_firsts AS f
    INNER JOIN shops AS s ON f.shop_id = s.shop_id
    WHERE f.customer IS NOT NULL AND f.first_local >= $from_at
    GROUP BY f.first_local::DATE
)
SELECT
    d.day,
    d.orders,
    d.net_sales,
    coalesce(a.new_customers, 0) AS new_customers
FROM sold AS d
LEFT JOIN arrived AS a ON d.day = a.day
ORDER BY d.day
