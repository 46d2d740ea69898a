SELECT
  shop_id AS shop,
  lead_id,
  name,
  company,
  source,
  owner,
  score,
  created_local AS came
FROM lead_facts
WHERE
  COALESCE(became, 0) = 0
  AND NOT given_up
  AND NOT is_touched
  AND created_local < :end_at
ORDER BY
  created_local NULLS LAST,
  shop_id NULLS LAST,
  lead_id NULLS LAST
