SELECT
  COUNT(*) AS deals
FROM deal_facts
WHERE
  created_local IS NULL
