SELECT
  shop_id AS shop,
  rep_id AS rep,
  name,
  manager,
  territory,
  start_date AS starts,
  end_date AS ends,
  is_active
FROM rep_facts
ORDER BY
  shop_id NULLS LAST,
  rep_id NULLS LAST
