-- What the whole shop is to reach, by the targets export: a row for each period and metric.
-- reads: targets
-- Each shop has its own, and all of them are to reach the sum; a line of no shop is of all.
WITH
shops AS (
    SELECT
        shop_id,
        period,
        metric,
        max(value) AS value
    FROM targets
    WHERE coalesce(scope, 'shop') = 'shop'
    GROUP BY shop_id, period, metric
)
SELECT
    period,
    metric,
    coalesce(max(CASE WHEN shop_id = '' THEN value END), sum(value)) AS value
FROM shops
GROUP BY period, metric
