SELECT
  s.shop_id,
  s.order_id,
  s.location,
  s.paid,
  s.cancelled,
  s.lost,
  s.kept,
  s.since_local,
  s.sent_local,
  COALESCE(b.seconds, s.seconds) AS waited
FROM sent_orders AS s
LEFT JOIN business_waits AS b
  ON s.shop_id = b.shop_id AND s.order_id = b.order_id
