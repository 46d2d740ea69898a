SELECT
  shop_id AS shop,
  rep,
  COUNT(CASE WHEN at_local >= :recent_at THEN 1 END) AS lately,
  COUNT(CASE WHEN at_local < :recent_at THEN 1 END) AS before,
  MAX(at_local) AS last_local
FROM activity_facts
WHERE
  took_place AND kind <> 'other' AND at_local >= :before_at AND at_local < :as_of
GROUP BY
  shop_id,
  rep
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST
