-- The days of what is not sold in most weeks: what it sold, and when it had nothing to sell.
-- reads: demand, days_in_stock
-- $far DATE: 182 days before today
-- $today DATE: the day after the last full one
-- $rare DOUBLE: weeks for each week with a demand from which on the days are asked one by one

-- name: rare
WITH
by_week AS (
    SELECT
        shop_id,
        sku,
        floor((date_diff('DAY', day, $today) - 1) / 7)::BIGINT AS week
    FROM demand
    WHERE ordered_local >= $far AND ordered_local < $today
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
        d.shop_id,
        d.sku,
        d.day,
        sum(d.units) AS units,
        true AS in_stock
    FROM demand AS d
    INNER JOIN rare AS r ON d.shop_id = r.shop_id AND d.sku = r.sku
    WHERE d.ordered_local >= $far AND d.ordered_local < $today
    GROUP BY d.shop_id, d.sku, d.day
    UNION ALL
    SELECT
        h.shop_id,
        h.sku,
        h.day,
        0 AS units,
        h.in_stock
    FROM days_in_stock AS h
    INNER JOIN rare AS r ON h.shop_id = r.shop_id AND h.sku = r.sku
    WHERE NOT h.in_stock AND h.day >= $far AND h.day < $today
)
SELECT
    shop_id AS shop,
    sku,
    day,
    units,
    in_stock
FROM told
ORDER BY shop_id, sku, day
