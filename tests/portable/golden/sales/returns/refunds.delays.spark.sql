WITH waits AS (
  SELECT
    (FLOOR(UNIX_TIMESTAMP(e.booked_local) / 1) - FLOOR(UNIX_TIMESTAMP(v.ordered_local) / 1)) AS seconds
  FROM refund_events AS e
  INNER JOIN order_value AS v
    ON e.shop_id = v.shop_id AND e.order_id = v.order_id
  WHERE
    e.dated
    AND e.returns > 0
    AND e.basis <> 'cancelled'
    AND v.wanted
    AND e.booked_local >= v.ordered_local
)
SELECT
  COUNT(*) AS refunds,
  CAST(MEDIAN(CAST(seconds AS DOUBLE)) AS DOUBLE) / 86400.0 AS median_days,
  CAST(COALESCE(SUM(CASE WHEN seconds < 604800 THEN 1 ELSE 0 END), 0) AS BIGINT) AS in_7,
  CAST(COALESCE(SUM(CASE WHEN seconds < 1209600 THEN 1 ELSE 0 END), 0) AS BIGINT) AS in_14,
  CAST(COALESCE(SUM(CASE WHEN seconds < 2592000 THEN 1 ELSE 0 END), 0) AS BIGINT) AS in_30,
  CAST(COALESCE(SUM(CASE WHEN seconds < 5184000 THEN 1 ELSE 0 END), 0) AS BIGINT) AS in_60
FROM waits
