WITH sellers AS (
  SELECT DISTINCT
    shop_id,
    rep
  FROM deal_facts
  WHERE
    NOT rep IS NULL
), managers AS (
  SELECT DISTINCT
    shop_id,
    REPLACE(LOWER(manager), ' ', '') AS name_key
  FROM rep_facts
  WHERE
    NOT manager IS NULL
)
SELECT
  r.name
FROM rep_facts AS r
LEFT JOIN sellers AS s
  ON r.shop_id = s.shop_id AND r.rep_id = s.rep
LEFT JOIN managers AS m
  ON r.shop_id = m.shop_id AND r.name_key = m.name_key
WHERE
  s.rep IS NULL AND m.name_key IS NULL
ORDER BY
  r.name NULLS LAST,
  r.rep_id NULLS LAST
