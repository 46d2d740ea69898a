SELECT
  shop_id AS shop,
  rep,
  MAX(owner) AS label,
  MAX(start_date) AS start_date,
  MAX(end_date) AS end_date,
  COUNT(*) AS leads,
  COUNT(CASE WHEN created_local >= :recent_at AND created_local < :end_at THEN 1 END) AS recent,
  COUNT(CASE WHEN COALESCE(became, 0) = 0 AND NOT given_up THEN 1 END) AS open_leads,
  COUNT(CASE WHEN COALESCE(became, 0) = 0 AND NOT given_up AND NOT is_touched THEN 1 END) AS untouched
FROM lead_facts
WHERE
  created_local < :end_at OR created_local IS NULL
GROUP BY
  shop_id,
  rep
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST
