SELECT
  shop_id AS shop,
  rep,
  team,
  COALESCE(SUM(amount), 0) AS value,
  COUNT(*) AS deals,
  COUNT(*) - COUNT(amount) AS blank
FROM deal_facts
WHERE
  state = 'won'
  AND closed_day >= :first
  AND closed_day < :after
  AND closed_local < :until
GROUP BY
  shop_id,
  rep,
  team
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST,
  team NULLS LAST
