-- The days of what is not sold in most weeks: what it sold, and when it had nothing to sell.
-- reads: demand, days_in_stock
-- $far DATE: 182 days before today
-- $today DATE: the day after the last full one
-- $rare DOUBLE: weeks for each week with a demand from which on the days are asked one by one

-- name: rare
WITH
daily AS (
    SELECT
        shop_id,
        sku,
        day,
        sum(units) AS units
    FROM demand
    WHERE day >= $far AND day < $today
    GROUP BY shop_id, sku, day
),
by_week AS (
    SELECT
        shop_id,
        sku,
        floor((date_diff('DAY', day, $today) - 1) / 7)::BIGINT AS week
    FROM daily
    GROUP BY shop_id, sku, floor((date_diff('DAY', day, $today) - 1) / 7)::BIGINT
    HAVING sum(units) > 0
),
rare AS (
    SELECT
        shop_id,
        sku
    FROM by_week
    GROUP BY shop_id, sku
    HAVING count(*) * $rare <= 26
),
told AS (
    SELECT
        shop_id,
        sku,
        day,
        units,
        true AS in_stock
    FROM daily
    UNION ALL
    SELECT
        shop_id,
        sku,
        day,
        0 AS units,
        in_stock
    FROM days_in_stock
    WHERE NOT in_stock AND day >= $far AND day < $today
)
SELECT
    t.shop_id AS shop,
    t.sku,
    t.day,
    t.units,
    t.in_stock
FROM told AS t
INNER JOIN rare AS r ON t.shop_id = r.shop_id AND t.sku = r.sku
ORDER BY t.shop_id, t.sku, t.day
