SELECT
  COUNT(*) AS parcels,
  COUNT(f.delivered_local) AS delivered,
  CAST(COALESCE(SUM(CASE WHEN o.order_id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS strays
FROM fulfillments AS f
LEFT JOIN orders AS o
  ON f.shop_id = o.shop_id AND f.order_id = o.order_id
