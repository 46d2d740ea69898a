SELECT
  COUNT(*) AS deals,
  COUNT(CASE WHEN state IN ('closed', 'unknown') THEN 1 END) AS untold,
  COUNT(CASE WHEN state IN ('won', 'lost') AND closed_day IS NULL THEN 1 END) AS undated,
  COUNT(CASE WHEN created_day IS NULL THEN 1 END) AS uncreated,
  MAX(CASE WHEN state IN ('won', 'lost') THEN closed_day END) AS last_closed
FROM deal_channels
