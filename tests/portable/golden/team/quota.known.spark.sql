SELECT
  CAST(COALESCE(SUM(CASE WHEN state = 'won' AND closed_day IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS undated,
  CAST(COALESCE(
    SUM(
      CASE
        WHEN state = 'closed' AND closed_day >= :first AND closed_day < :after
        THEN 1
        ELSE 0
      END
    ),
    0
  ) AS BIGINT) AS unsaid,
  CAST(COALESCE(SUM(CASE WHEN state = 'unknown' THEN 1 ELSE 0 END), 0) AS BIGINT) AS unknown,
  CAST(COALESCE(SUM(CASE WHEN closed_day > :today THEN 1 ELSE 0 END), 0) AS BIGINT) AS later,
  AVG(CAST(CASE WHEN state = 'won' AND amount > 0 THEN amount END AS DOUBLE)) AS mean_won
FROM deal_facts
