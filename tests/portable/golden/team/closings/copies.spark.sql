SELECT
  c.day,
  COUNT(CASE WHEN NOT c.is_closed THEN 1 END) AS open_deals,
  COUNT(CASE WHEN NOT c.is_closed THEN c.probability END) AS stated,
  COUNT(CASE WHEN c.is_closed IS NULL THEN 1 END) AS unsaid
FROM deal_snapshots AS c
LEFT JOIN deal_facts AS f
  ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
WHERE
  NOT :filtered OR NOT f.deal_id IS NULL
GROUP BY
  c.day
ORDER BY
  c.day NULLS LAST
