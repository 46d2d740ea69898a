SELECT
  shop_id AS shop,
  COALESCE(rep, '') AS rep,
  COALESCE(team, '') AS team,
  COUNT(*) AS deals
FROM open_deals
GROUP BY
  shop_id,
  COALESCE(rep, ''),
  COALESCE(team, '')
ORDER BY
  shop_id NULLS LAST,
  COALESCE(rep, '') NULLS LAST,
  COALESCE(team, '') NULLS LAST
