-- What the shop is to reach, by the targets export.
-- reads: sales_ledger
-- may read: shop_targets

-- name: targets
SELECT
    period,
    metric,
    value
FROM shop_targets
ORDER BY period, metric
