SELECT
  pipeline,
  stage,
  state,
  COUNT(*) AS deals
FROM deal_facts
WHERE
  (
    created_local >= :start_at AND created_local < :end_at
  )
  OR (
    :undated AND created_local IS NULL
  )
GROUP BY
  pipeline,
  stage,
  state
ORDER BY
  pipeline NULLS LAST,
  stage NULLS LAST,
  state NULLS LAST
