SELECT
  MIN(day) AS first_day,
  MAX(day) AS last_day
FROM source_spend
WHERE
  day >= CAST(:start_at AS DATE) AND CAST(day AS TIMESTAMP_NTZ) < :end_at
