SELECT
  p.shop_id,
  p.order_id,
  COUNT(p.shipped_local) AS gone,
  CAST(SUM(CASE WHEN p.shipped_local IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS waiting,
  MAX(p.shipped_local) AS shipped_local,
  MIN(CASE WHEN p.shipped_local IS NULL THEN p.promised_local END) AS promised_local
FROM parcels AS p
INNER JOIN orders AS o
  ON p.shop_id = o.shop_id AND p.order_id = o.order_id
WHERE
  COALESCE(o.fulfillment_status, '') <> 'fulfilled' OR o.fulfilled_local IS NULL
GROUP BY
  p.shop_id,
  p.order_id
