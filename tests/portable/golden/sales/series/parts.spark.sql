WITH keyed AS (
  SELECT
    CASE :dimension
      WHEN 'channel'
      THEN COALESCE(channel, 'Unknown')
      WHEN 'country'
      THEN COALESCE(country, 'Unknown')
      WHEN 'segment'
      THEN COALESCE(segment, 'Unknown')
      WHEN 'category'
      THEN COALESCE(category, 'Unknown')
      WHEN 'sku'
      THEN COALESCE(sku, 'Unknown')
    END AS part,
    CAST(at_local AS DATE) AS day,
    CASE :measure WHEN 'revenue' THEN net_sales WHEN 'units' THEN units ELSE 0 END AS amount,
    CASE WHEN :measure = 'orders' AND with_order THEN order_key END AS order_key
  FROM sales_lines
  WHERE
    at_local >= :start_at AND at_local < :end_at
)
SELECT
  part,
  day,
  CAST(SUM(amount) AS DOUBLE) + COUNT(DISTINCT order_key) AS amount
FROM keyed
GROUP BY
  part,
  day
ORDER BY
  part NULLS LAST,
  day NULLS LAST
