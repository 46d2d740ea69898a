WITH sent AS (
  SELECT
    shop_id,
    order_id,
    location,
    COALESCE(kept, waited <= :promised) AS on_time,
    waited
  FROM sent_waits
  WHERE
    NOT cancelled AND sent_local >= :start_at AND sent_local < :end_at
), carried AS (
  SELECT
    s.shop_id,
    s.order_id,
    MIN(p.carrier) AS carrier
  FROM sent AS s
  INNER JOIN parcels AS p
    ON s.shop_id = p.shop_id AND s.order_id = p.order_id
  GROUP BY
    s.shop_id,
    s.order_id
), named AS (
  SELECT
    'location' AS kind,
    location AS name,
    on_time,
    waited
  FROM sent
  UNION ALL
  SELECT
    'carrier' AS kind,
    c.carrier AS name,
    s.on_time,
    s.waited
  FROM sent AS s
  INNER JOIN carried AS c
    ON s.shop_id = c.shop_id AND s.order_id = c.order_id
)
SELECT
  kind,
  name,
  COUNT(*) AS orders,
  CAST(COALESCE(SUM(CASE WHEN on_time THEN 1 ELSE 0 END), 0) AS BIGINT) AS on_time,
  CAST(MEDIAN(CAST(waited AS DOUBLE)) AS DOUBLE) / 3600.0 AS median_hours,
  CAST(PERCENTILE(CAST(waited AS DOUBLE), 0.9) AS DOUBLE) / 3600.0 AS p90_hours
FROM named
WHERE
  NOT name IS NULL
GROUP BY
  kind,
  name
ORDER BY
  kind DESC,
  orders DESC,
  name NULLS LAST
