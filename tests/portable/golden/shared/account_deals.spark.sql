WITH sole AS (
  SELECT
    shop_id,
    name_key,
    MAX(account_id) AS account_id
  FROM account_owners
  GROUP BY
    shop_id,
    name_key
  HAVING
    COUNT(*) = 1
)
SELECT
  f.shop_id,
  f.deal_id,
  f.name,
  COALESCE(a.account_id, s.account_id, d.account_id, d.account) AS account_key,
  f.account,
  d.contact_id,
  f.rep,
  f.owner,
  f.territory,
  f.segment,
  f.state,
  f.amount,
  f.created_day,
  f.closed_day,
  CAST(f.last_activity_local AS DATE) AS last_activity_day
FROM deal_facts AS f
INNER JOIN deals AS d
  ON f.shop_id = d.shop_id AND f.deal_id = d.deal_id
LEFT JOIN account_owners AS a
  ON d.shop_id = a.shop_id AND d.account_id = a.account_id
LEFT JOIN sole AS s
  ON d.shop_id = s.shop_id
  AND REPLACE(LOWER(COALESCE(d.account, d.account_id)), ' ', '') = s.name_key
