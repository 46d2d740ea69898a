WITH timed AS (
  SELECT
    pipeline,
    stage,
    CASE WHEN went = 'there' THEN 'there' ELSE state END AS whose,
    CASE
      WHEN went <> 'there'
      THEN days
      WHEN entered_local <= :as_of
      THEN CAST((FLOOR(UNIX_TIMESTAMP(:as_of) / 1) - FLOOR(UNIX_TIMESTAMP(entered_local) / 1)) AS DOUBLE) / 86400
    END AS days
  FROM stage_stays
  WHERE
    NOT place IS NULL
    AND (
      (
        created_local >= :start_at AND created_local < :end_at
      )
      OR (
        :undated AND created_local IS NULL
      )
    )
), all_of_them AS (
  SELECT
    t.pipeline,
    t.stage,
    'all' AS whose,
    t.days
  FROM timed AS t
  WHERE
    t.whose <> 'there'
  UNION ALL
  SELECT
    pipeline,
    stage,
    whose,
    days
  FROM timed
)
SELECT
  pipeline,
  stage,
  whose,
  COUNT(days) AS stays,
  COUNT(*) - COUNT(days) AS untimed,
  MEDIAN(CAST(days AS DOUBLE)) AS half_days,
  PERCENTILE(CAST(days AS DOUBLE), 0.75) AS p75_days,
  PERCENTILE(CAST(days AS DOUBLE), 0.9) AS p90_days
FROM all_of_them
GROUP BY
  pipeline,
  stage,
  whose
ORDER BY
  pipeline NULLS LAST,
  stage NULLS LAST,
  whose NULLS LAST
