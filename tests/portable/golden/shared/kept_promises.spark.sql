SELECT
  shop_id,
  order_id,
  MAX(CASE WHEN shipped_local > promised_local THEN 1 ELSE 0 END) = 0 AS kept
FROM parcels
WHERE
  NOT promised_local IS NULL
GROUP BY
  shop_id,
  order_id
