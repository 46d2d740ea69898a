SELECT
  pipeline,
  stage,
  next_stage,
  went,
  COUNT(*) AS stays
FROM stage_stays
WHERE
  (
    (
      created_local >= :start_at AND created_local < :end_at
    )
    OR (
      :undated AND created_local IS NULL
    )
  )
  AND NOT next_stage IS NULL
GROUP BY
  pipeline,
  stage,
  next_stage,
  went
ORDER BY
  pipeline NULLS LAST,
  stage NULLS LAST,
  next_stage NULLS LAST,
  went NULLS LAST
