WITH timed AS (
  SELECT
    s.*,
    COALESCE(b.seconds, s.seconds) AS waited,
    COALESCE(s.kept, COALESCE(b.seconds, s.seconds) <= :promised) AS on_time
  FROM sent_orders AS s
  LEFT JOIN business_waits AS b
    ON s.shop_id = b.shop_id AND s.order_id = b.order_id
), ended AS (
  SELECT
    CASE WHEN on_time THEN 0 ELSE 1 END AS is_late,
    CASE WHEN lost THEN 1 ELSE 0 END AS lost
  FROM timed
  WHERE
    paid AND since_local >= :start_at AND since_local < :end_at
)
SELECT
  is_late = 1 AS late,
  COUNT(*) AS orders,
  CAST(SUM(lost) AS BIGINT) AS lost
FROM ended
GROUP BY
  is_late
ORDER BY
  is_late NULLS LAST
