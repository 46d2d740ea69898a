SELECT
  shop_id AS shop,
  rep,
  owner AS name,
  CASE WHEN MIN(manager) = MAX(manager) THEN MAX(manager) END AS manager,
  CASE WHEN MIN(team) = MAX(team) THEN MAX(team) END AS team,
  COUNT(*) AS deals,
  COUNT(CASE WHEN state IN ('closed', 'unknown') THEN 1 END) AS untold,
  COUNT(CASE WHEN state IN ('won', 'lost') AND closed_day IS NULL THEN 1 END) AS undated,
  GREATEST(
    MAX(created_local),
    MAX(CASE WHEN closed_local <= :as_of THEN closed_local END),
    MAX(updated_local),
    MAX(last_activity_local),
    MAX(stage_entered_local)
  ) AS changed_local
FROM deal_facts
GROUP BY
  shop_id,
  rep,
  owner
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST,
  owner NULLS LAST
