SELECT
  shop_id AS shop,
  rep,
  MAX(owner) AS name,
  CASE WHEN MIN(manager) = MAX(manager) THEN MAX(manager) END AS manager,
  CASE WHEN MIN(team) = MAX(team) THEN MAX(team) END AS team,
  CASE WHEN MIN(territory) = MAX(territory) THEN MAX(territory) END AS territory
FROM deal_facts
WHERE
  NOT rep IS NULL
GROUP BY
  shop_id,
  rep
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST
