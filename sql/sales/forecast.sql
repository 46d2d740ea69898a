-- What the shop is to sell in months ahead, by the targets export.
-- may read: shop_targets
-- then asks: sales/series/store

-- name: targets
SELECT
    period,
    metric,
    value
FROM shop_targets
ORDER BY period, metric
