WITH gone AS (
  SELECT
    COALESCE(p.carrier, '') AS carrier,
    p.delivered_local,
    (FLOOR(UNIX_TIMESTAMP(p.delivered_local) / 1) - FLOOR(UNIX_TIMESTAMP(p.shipped_local) / 1)) AS seconds,
    p.failed
  FROM parcels AS p
  INNER JOIN orders AS o
    ON p.shop_id = o.shop_id AND p.order_id = o.order_id
  WHERE
    p.shipped_local >= :start_at AND p.shipped_local < :end_at
)
SELECT
  carrier,
  COUNT(*) AS parcels,
  COUNT(delivered_local) AS delivered,
  CAST(MEDIAN(CAST(seconds AS DOUBLE)) AS DOUBLE) / 86400.0 AS median_days,
  CAST(PERCENTILE(CAST(seconds AS DOUBLE), 0.9) AS DOUBLE) / 86400.0 AS p90_days,
  CAST(COALESCE(SUM(CASE WHEN failed THEN 1 ELSE 0 END), 0) AS BIGINT) AS failed
FROM gone
GROUP BY
  ROLLUP (
    carrier
  )
ORDER BY
  parcels DESC,
  carrier NULLS LAST
