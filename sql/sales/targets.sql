-- What the shop is to reach, by the targets export: a row for each period and metric.
-- may read: shop_targets

-- name: targets
SELECT
    period,
    metric,
    value
FROM shop_targets
ORDER BY period, metric
