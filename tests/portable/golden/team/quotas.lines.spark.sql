SELECT
  shop_id AS shop,
  COALESCE(scope, 'shop') AS scope,
  scope_id AS who,
  period,
  metric,
  value
FROM targets
ORDER BY
  source_file NULLS LAST,
  source_row NULLS LAST
