SELECT
  v.shop_id,
  v.order_id,
  v.ordered_local,
  v.kept,
  COALESCE(v.customer_id, i.customer, v.email_norm) AS customer
FROM order_value AS v
LEFT JOIN identities AS i
  ON v.shop_id = i.shop_id AND v.email_norm = i.email_norm
WHERE
  v.product_lines > 0
