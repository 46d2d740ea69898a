SELECT
  shop_id AS shop,
  rep,
  team,
  COALESCE(SUM(CASE WHEN :listed THEN COALESCE(amount, list_price) ELSE amount END), 0) AS value,
  COUNT(*) AS deals
FROM deal_facts
WHERE
  state = 'open' AND close_date >= :first AND close_date < :after
GROUP BY
  shop_id,
  rep,
  team
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST,
  team NULLS LAST
