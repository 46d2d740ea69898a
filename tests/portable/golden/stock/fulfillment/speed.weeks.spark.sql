WITH sent AS (
  SELECT
    CAST(FLOOR(
      CAST(DATEDIFF(CAST(sent_local AS DATE), CAST(:first_at AS DATE)) AS DOUBLE) / 7.0
    ) AS BIGINT) AS week,
    COALESCE(kept, waited <= :promised) AS on_time,
    waited
  FROM sent_waits
  WHERE
    NOT cancelled AND sent_local >= :first_at AND sent_local < :end_at
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
