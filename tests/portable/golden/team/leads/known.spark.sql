SELECT
  COUNT(*) AS every_lead,
  COUNT(CASE WHEN created_local IS NULL THEN 1 END) AS undated,
  COUNT(became) AS stated,
  COUNT(CASE WHEN says_qualified AND COALESCE(became, 0) = 0 THEN 1 END) AS qualifies,
  COUNT(touched_local) AS touched,
  COUNT(CASE WHEN created_local <> CAST(created_day AS TIMESTAMP_NTZ) THEN 1 END) AS timed,
  COUNT(rep) AS owned,
  COUNT(score) AS scored,
  MAX(touched_local) AS last_touch,
  MAX(created_local) AS last_lead
FROM lead_facts
