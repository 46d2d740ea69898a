SELECT
  f.shop_id,
  f.order_id,
  COUNT(f.shipped_local) AS gone,
  CAST(SUM(CASE WHEN f.shipped_local IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS waiting,
  MAX(f.shipped_local) AS shipped_local,
  MIN(CASE WHEN f.shipped_local IS NULL THEN f.promised_local END) AS promised_local,
  COUNT(f.promised_local) AS promised,
  CAST(SUM(CASE WHEN f.shipped_local > f.promised_local THEN 1 ELSE 0 END) AS BIGINT) AS broken,
  MIN(f.carrier) AS carrier
FROM fulfillments AS f
INNER JOIN orders AS o
  ON f.shop_id = o.shop_id AND f.order_id = o.order_id
WHERE
  NOT COALESCE(f.status, '') IN ('cancelled', 'canceled', 'voided')
GROUP BY
  f.shop_id,
  f.order_id
