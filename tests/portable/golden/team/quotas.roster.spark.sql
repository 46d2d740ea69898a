SELECT
  shop_id AS shop,
  rep_id AS rep,
  name,
  manager,
  team,
  territory,
  start_date AS starts,
  end_date AS ends,
  ramp_plan
FROM rep_facts
ORDER BY
  shop_id NULLS LAST,
  rep_id NULLS LAST
