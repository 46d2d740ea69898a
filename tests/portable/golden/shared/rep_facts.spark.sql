SELECT
  r.shop_id,
  r.rep_id,
  COALESCE(r.name, r.rep_id) AS name,
  REPLACE(LOWER(COALESCE(r.name, r.rep_id)), ' ', '') AS name_key,
  COALESCE(r.manager, m.name, r.manager_id) AS manager,
  r.team,
  r.territory,
  r.role,
  r.start_date,
  r.end_date,
  r.is_active,
  r.ramp_plan
FROM reps AS r
LEFT JOIN reps AS m
  ON r.shop_id = m.shop_id AND r.manager_id = m.rep_id
