SELECT
  v.shop_id,
  c.customer,
  v.ordered_local,
  v.dateless_sales - v.dateless_discounts AS net_sales
FROM order_value AS v
INNER JOIN order_customers AS c
  ON v.shop_id = c.shop_id AND v.order_id = c.order_id
WHERE
  (
    v.dateless_units <> 0 OR v.dateless_sales <> 0
  ) AND NOT c.customer IS NULL
