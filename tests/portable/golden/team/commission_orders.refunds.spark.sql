SELECT
  r.shop_id AS shop,
  r.order_id,
  MAX(COALESCE(o.order_no, o.order_id)) AS name,
  CAST(r.booked_local AS DATE) AS day,
  SUM(r.returns) AS amount
FROM refund_events AS r
INNER JOIN orders AS o
  ON r.shop_id = o.shop_id AND r.order_id = o.order_id
WHERE
  r.returns <> 0 AND NOT r.booked_local IS NULL
GROUP BY
  r.shop_id,
  r.order_id,
  CAST(r.booked_local AS DATE)
ORDER BY
  r.shop_id NULLS LAST,
  r.order_id NULLS LAST,
  CAST(r.booked_local AS DATE) NULLS LAST
