WITH dated AS (
  SELECT
    l.order_key,
    l.units,
    l.gross_sales - l.discounts AS order_value,
    l.net_sales,
    COALESCE(l.product, NULLIF(l.sku, '(no SKU)')) AS product,
    l.category,
    CASE :part
      WHEN 'product'
      THEN l.shop || ' ' || COALESCE(l.sku, l.product, '')
      ELSE COALESCE(l.category, '')
    END AS product_key,
    CASE :by
      WHEN ''
      THEN ''
      WHEN 'shop'
      THEN COALESCE(NULLIF(l.shop, ''), '(unnamed)')
      WHEN 'channel'
      THEN COALESCE(l.channel, 'Unknown')
      WHEN 'country'
      THEN COALESCE(l.country, 'Unknown')
      WHEN 'region'
      THEN COALESCE(l.region, 'Unknown')
      WHEN 'location'
      THEN COALESCE(l.location, 'Unknown')
      WHEN 'segment'
      THEN COALESCE(l.segment, 'Unknown')
      WHEN 'status'
      THEN COALESCE(l.status, 'Unknown')
      WHEN 'customer'
      THEN COALESCE(TRIM(l.customer_key), 'Unknown')
      WHEN 'category'
      THEN COALESCE(l.category, 'Unknown')
      WHEN 'vendor'
      THEN COALESCE(l.vendor, 'Unknown')
      WHEN 'product'
      THEN COALESCE(l.product, 'Unknown')
      WHEN 'sku'
      THEN COALESCE(l.sku, 'Unknown')
      WHEN 'rules'
      THEN COALESCE(r.segment, 'Unknown')
    END AS segment_key
  FROM sales_lines AS l
  LEFT JOIN rule_segments AS r
    ON l.customer_key = r.customer_key
  WHERE
    (
      l.at_local >= :start_at AND l.at_local < :end_at
    )
    OR (
      :undated AND l.at_local IS NULL
    )
)
SELECT
  segment_key AS segment,
  product_key,
  MAX(product) AS product,
  MAX(category) AS category,
  COUNT(DISTINCT order_key) AS orders,
  SUM(units) AS units,
  SUM(order_value) AS order_value
FROM dated
WHERE
  segment_key = :first OR segment_key = :second
GROUP BY
  segment_key,
  product_key
ORDER BY
  SUM(net_sales) DESC,
  segment_key NULLS LAST,
  product_key NULLS LAST
