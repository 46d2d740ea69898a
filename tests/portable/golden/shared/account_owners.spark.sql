SELECT
  a.shop_id,
  a.account_id,
  COALESCE(a.name, a.account_id) AS name,
  REPLACE(LOWER(COALESCE(a.name, a.account_id)), ' ', '') AS name_key,
  a.parent_id,
  COALESCE(i.rep_id, n.rep_id, a.owner_id, a.owner) AS rep,
  COALESCE(i.name, n.rep_id, a.owner, a.owner_id) AS owner,
  a.territory,
  COALESCE(a.segment, a.industry) AS segment,
  a.employees,
  a.last_activity_day
FROM accounts AS a
LEFT JOIN rep_facts AS i
  ON a.shop_id = i.shop_id AND a.owner_id = i.rep_id
LEFT JOIN rep_names AS n
  ON a.shop_id = n.shop_id
  AND REPLACE(LOWER(COALESCE(a.owner, a.owner_id)), ' ', '') = n.name_key
  AND (
    n.is_listed OR COALESCE(a.owner_id, a.owner) = a.owner
  )
