-- What was spent by day and channel, and what the shops it was spent for sold.
-- reads: sales_ledger, customer_firsts, orders
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
sold AS (
    SELECT
        l.day,
        sum(l.orders)::BIGINT AS orders,
        sum(l.net_sales) AS net_sales
    FROM sales_ledger AS l
    INNER JOIN shops AS s ON l.shop_id = s.shop_id
    WHERE l.at_local >= $from_at
    GROUP BY l.day
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
