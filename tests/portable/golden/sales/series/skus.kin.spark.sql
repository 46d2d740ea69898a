SELECT
  sku AS part,
  COALESCE(MAX(category), '') AS category
FROM line_sales
GROUP BY
  sku
ORDER BY
  sku NULLS LAST
