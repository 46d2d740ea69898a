SELECT
  COUNT(
    DISTINCT CASE WHEN v.ordered_local IS NULL THEN v.shop_id || ' ' || v.order_id END
  ) AS orders,
  COUNT(l.line_id) AS lines
FROM order_value AS v
LEFT JOIN order_lines AS l
  ON v.shop_id = l.shop_id AND v.order_id = l.order_id AND l.kind = 'product'
WHERE
  v.ordered_local IS NULL
  OR (
    v.dates_lines AND l.ordered_local IS NULL AND NOT l.line_id IS NULL
  )
