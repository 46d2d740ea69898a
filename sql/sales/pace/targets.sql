-- What the shop is to reach, by the targets export.
-- reads: sales_ledger
-- may read: targets

-- name: targets
SELECT
    period,
    metric,
    value
FROM targets
WHERE coalesce(scope, 'shop') = 'shop'
ORDER BY period, metric, value
