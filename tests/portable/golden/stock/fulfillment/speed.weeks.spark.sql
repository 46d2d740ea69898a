WITH timed AS (
  SELECT
    s.*,
    COALESCE(b.seconds, s.seconds) AS waited,
    COALESCE(s.kept, COALESCE(b.seconds, s.seconds) <= :promised) AS on_time
  FROM sent_orders AS s
  INNER JOIN orders AS o
    ON s.shop_id = o.shop_id AND s.order_id = o.order_id
  LEFT JOIN business_waits AS b
    ON s.shop_id = b.shop_id AND s.order_id = b.order_id
  WHERE
    o.cancelled_local IS NULL
), sent AS (
  SELECT
    CAST(FLOOR(
      CAST(DATEDIFF(CAST(sent_local AS DATE), CAST(:first_at AS DATE)) AS DOUBLE) / 7.0
    ) AS BIGINT) AS week,
    on_time,
    waited
  FROM timed
  WHERE
    sent_local >= :first_at AND sent_local < :end_at
)
SELECT
  week,
  COUNT(*) AS orders,
  CAST(COALESCE(SUM(CASE WHEN on_time THEN 1 ELSE 0 END), 0) AS BIGINT) AS on_time,
  CAST(MEDIAN(CAST(waited AS DOUBLE)) AS DOUBLE) / 3600.0 AS median_hours,
  CAST(PERCENTILE(CAST(waited AS DOUBLE), 0.9) AS DOUBLE) / 3600.0 AS p90_hours
FROM sent
GROUP BY
  week
ORDER BY
  week NULLS LAST
