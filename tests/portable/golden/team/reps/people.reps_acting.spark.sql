SELECT
  shop_id AS shop,
  rep,
  kind,
  COUNT(CASE WHEN at_local >= :start_at AND at_local < :end_at THEN 1 END) AS activities,
  MAX(CASE WHEN at_local <= :as_of THEN at_local END) AS at_local
FROM rep_activities
GROUP BY
  shop_id,
  rep,
  kind
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST,
  kind NULLS LAST
