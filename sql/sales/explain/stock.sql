-- Which SKUs had nothing to sell.
-- may read: stock_days, stock_now
-- $first_day, $last_day DATE: the days that the window touches

-- name: days_out
-- Days of the window on which a SKU could not be bought, of those whose stock is known.
SELECT
    shop_id AS shop,
    sku,
    count(*) AS days,
    sum(CASE WHEN in_stock THEN 0 ELSE 1 END)::BIGINT AS days_out
FROM stock_days
WHERE location IS NULL AND day >= $first_day AND day <= $last_day
GROUP BY shop_id, sku
HAVING sum(CASE WHEN in_stock THEN 0 ELSE 1 END) > 0
ORDER BY shop_id, sku

-- name: out_now
-- Nothing available at as-of.
SELECT
    shop_id AS shop,
    sku
FROM stock_now
GROUP BY shop_id, sku
HAVING sum(available) <= 0
ORDER BY shop_id, sku
