SELECT
  v.shop_id,
  CAST(v.ordered_local AS DATE) AS day,
  COALESCE(o.channel, '') AS channel,
  COUNT(*) AS orders,
  SUM(v.kept) AS order_value
FROM order_value AS v
INNER JOIN orders AS o
  ON v.shop_id = o.shop_id AND v.order_id = o.order_id
WHERE
  v.product_lines > 0
GROUP BY
  v.shop_id,
  CAST(v.ordered_local AS DATE),
  COALESCE(o.channel, '')
