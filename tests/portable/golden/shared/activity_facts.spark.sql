SELECT
  a.shop_id,
  a.deal_id,
  COALESCE(i.rep_id, n.rep_id, a.owner_id, a.owner) AS rep,
  CASE
    WHEN a.type IN ('call', 'meeting', 'email', 'demo', 'proposal')
    THEN a.type
    ELSE 'other'
  END AS kind,
  a.type,
  NULLIF(TRIM(a.outcome), '') AS outcome,
  a.minutes,
  COALESCE(a.done, TRUE) AS took_place,
  COALESCE(a.happened_local, a.created_local) AS at_local
FROM activities AS a
LEFT JOIN rep_facts AS i
  ON a.shop_id = i.shop_id AND a.owner_id = i.rep_id
LEFT JOIN rep_names AS n
  ON a.shop_id = n.shop_id
  AND REPLACE(LOWER(COALESCE(a.owner, a.owner_id)), ' ', '') = n.name_key
  AND (
    n.is_listed OR COALESCE(a.owner_id, a.owner) = a.owner
  )
