SELECT
  CAST(NULL AS STRING) AS basis,
  CAST(NULL AS TIMESTAMP_NTZ) AS start_at,
  CAST(NULL AS DATE) AS start_day,
  CAST(NULL AS DATE) AS period_first,
  CAST(NULL AS DATE) AS period_end,
  CAST(NULL AS BOOLEAN) AS is_filtered
FROM question
WHERE
  FALSE
