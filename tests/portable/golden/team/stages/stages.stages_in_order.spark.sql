SELECT
  pipeline,
  stage,
  kind,
  place,
  basis,
  is_proposal,
  is_planned
FROM stage_order
ORDER BY
  pipeline NULLS LAST,
  place IS NULL NULLS LAST,
  place NULLS LAST,
  kind DESC,
  stage NULLS LAST
