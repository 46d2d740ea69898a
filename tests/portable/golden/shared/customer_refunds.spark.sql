SELECT
  c.shop_id,
  c.customer,
  r.order_id,
  r.booked_local,
  r.returns
FROM refund_events AS r
INNER JOIN order_customers AS c
  ON r.shop_id = c.shop_id AND r.order_id = c.order_id
WHERE
  NOT c.customer IS NULL
