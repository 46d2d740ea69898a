SELECT
  came.state,
  COUNT(*) AS deals
FROM (
  SELECT DISTINCT
    shop_id,
    deal_id,
    state
  FROM stage_stays
  WHERE
    is_proposal
    AND NOT place IS NULL
    AND (
      (
        created_local >= :start_at AND created_local < :end_at
      )
      OR (
        :undated AND created_local IS NULL
      )
    )
) AS came
GROUP BY
  came.state
ORDER BY
  came.state NULLS LAST
