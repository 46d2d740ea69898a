SELECT
  state,
  COUNT(*) AS deals
FROM deal_facts
GROUP BY
  state
ORDER BY
  state NULLS LAST
