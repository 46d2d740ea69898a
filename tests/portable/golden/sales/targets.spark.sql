SELECT
  period,
  metric,
  value
FROM shop_targets
ORDER BY
  period NULLS LAST,
  metric NULLS LAST
