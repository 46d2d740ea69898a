WITH sent AS (
  SELECT
    COALESCE(kept, waited <= :promised) AS on_time,
    waited
  FROM sent_waits
  WHERE
    NOT cancelled AND sent_local >= :start_at AND sent_local < :end_at
)
SELECT
  COUNT(*) AS orders,
  CAST(COALESCE(SUM(CASE WHEN on_time THEN 1 ELSE 0 END), 0) AS BIGINT) AS on_time,
  CAST(MEDIAN(CAST(waited AS DOUBLE)) AS DOUBLE) / 3600.0 AS median_hours,
  CAST(PERCENTILE(CAST(waited AS DOUBLE), 0.9) AS DOUBLE) / 3600.0 AS p90_hours
FROM sent
