SELECT
  period,
  metric,
  value
FROM targets
WHERE
  COALESCE(scope, 'shop') = 'shop'
ORDER BY
  period NULLS LAST,
  metric NULLS LAST,
  value NULLS LAST
