WITH managers AS (
  SELECT DISTINCT
    shop_id,
    REPLACE(LOWER(manager), ' ', '') AS name_key
  FROM rep_facts
  WHERE
    NOT manager IS NULL
)
SELECT
  r.shop_id AS shop,
  r.rep_id AS rep,
  r.name,
  r.manager,
  r.team,
  r.start_date AS starts,
  r.end_date AS ends,
  r.is_active,
  r.ramp_plan,
  NOT m.name_key IS NULL AS is_manager
FROM rep_facts AS r
LEFT JOIN managers AS m
  ON r.shop_id = m.shop_id AND r.name_key = m.name_key
ORDER BY
  r.shop_id NULLS LAST,
  r.rep_id NULLS LAST
