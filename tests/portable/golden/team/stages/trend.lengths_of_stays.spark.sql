WITH ended AS (
  SELECT
    pipeline,
    stage,
    (FLOOR(UNIX_TIMESTAMP(:as_of) / 1) - FLOOR(UNIX_TIMESTAMP(left_local) / 1)) < :days * 86400 AS is_recent,
    CAST(FLOOR(days) AS BIGINT) AS whole_days
  FROM stage_stays
  WHERE
    NOT place IS NULL
    AND NOT days IS NULL
    AND left_local <= :as_of
    AND (FLOOR(UNIX_TIMESTAMP(:as_of) / 1) - FLOOR(UNIX_TIMESTAMP(left_local) / 1)) < :days * (
      :spans + 1
    ) * 86400
)
SELECT
  pipeline,
  stage,
  is_recent,
  whole_days,
  COUNT(*) AS stays
FROM ended
GROUP BY
  pipeline,
  stage,
  is_recent,
  whole_days
ORDER BY
  pipeline NULLS LAST,
  stage NULLS LAST,
  is_recent NULLS LAST,
  whole_days NULLS LAST
