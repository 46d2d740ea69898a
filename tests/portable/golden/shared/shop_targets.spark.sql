WITH shops AS (
  SELECT
    shop_id,
    period,
    metric,
    MAX(value) AS value
  FROM targets
  WHERE
    COALESCE(scope, 'shop') = 'shop'
  GROUP BY
    shop_id,
    period,
    metric
)
SELECT
  period,
  metric,
  COALESCE(MAX(CASE WHEN shop_id = '' THEN value END), SUM(value)) AS value
FROM shops
GROUP BY
  period,
  metric
