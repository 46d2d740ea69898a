SELECT
  day,
  CAST(SUM(sessions) AS BIGINT) AS sessions,
  CAST(CASE WHEN COUNT(purchases) = COUNT(*) THEN SUM(purchases) END AS BIGINT) AS purchases
FROM visits
GROUP BY
  day
ORDER BY
  day NULLS LAST
