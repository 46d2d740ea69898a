-- What of each SKU is available now.
-- may read: stock_now

-- name: stock
SELECT
    shop_id AS shop,
    sku AS item,
    sum(available) AS available
FROM stock_now
WHERE sku IS NOT NULL
GROUP BY shop_id, sku
ORDER BY shop_id, sku
