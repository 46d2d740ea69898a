SELECT
  COALESCE(sku, 'Unknown') AS part,
  COALESCE(category, 'Unknown') AS category,
  CAST(COUNT(*) AS BIGINT) AS moves
FROM sales_lines
WHERE
  at_local >= :start_at AND at_local < :end_at
GROUP BY
  COALESCE(sku, 'Unknown'),
  COALESCE(category, 'Unknown')
ORDER BY
  part NULLS LAST,
  category NULLS LAST
