WITH parcels AS (
  SELECT
    COALESCE(f.carrier, '') AS carrier,
    f.delivered_local,
    (FLOOR(UNIX_TIMESTAMP(f.delivered_local) / 1) - FLOOR(UNIX_TIMESTAMP(f.shipped_local) / 1)) AS seconds,
    COALESCE(f.status, '') IN (
      'failure',
      'failed',
      'error',
      'exception',
      'undeliverable',
      'returned',
      'return_to_sender',
      'lost'
    ) AS failed
  FROM fulfillments AS f
  INNER JOIN orders AS o
    ON f.shop_id = o.shop_id AND f.order_id = o.order_id
  WHERE
    f.shipped_local >= :start_at
    AND f.shipped_local < :end_at
    AND NOT COALESCE(f.status, '') IN ('cancelled', 'canceled', 'voided')
)
SELECT
  carrier,
  COUNT(*) AS parcels,
  COUNT(delivered_local) AS delivered,
  CAST(MEDIAN(CAST(seconds AS DOUBLE)) AS DOUBLE) / 86400.0 AS median_days,
  CAST(PERCENTILE(CAST(seconds AS DOUBLE), 0.9) AS DOUBLE) / 86400.0 AS p90_days,
  CAST(COALESCE(SUM(CASE WHEN failed THEN 1 ELSE 0 END), 0) AS BIGINT) AS failed
FROM parcels
GROUP BY
  ROLLUP (
    carrier
  )
ORDER BY
  COUNT(*) DESC,
  carrier NULLS LAST
