WITH gone AS (
  SELECT DISTINCT
    c.shop_id,
    c.deal_id
  FROM deal_snapshots AS c
  LEFT JOIN deal_facts AS f
    ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
  WHERE
    c.is_won AND f.deal_id IS NULL
)
SELECT
  CAST(COALESCE(SUM(CASE WHEN state = 'won' AND closed_day IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS undated,
  CAST(COALESCE(SUM(CASE WHEN state = 'won' AND amount IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS blank,
  CAST(COALESCE(SUM(CASE WHEN state = 'closed' THEN 1 ELSE 0 END), 0) AS BIGINT) AS unsaid,
  CAST(COALESCE(SUM(CASE WHEN state = 'unknown' THEN 1 ELSE 0 END), 0) AS BIGINT) AS unknown,
  CAST(COALESCE(SUM(CASE WHEN closed_day > :today THEN 1 ELSE 0 END), 0) AS BIGINT) AS later,
  (
    SELECT
      COUNT(*)
    FROM gone
  ) AS gone
FROM deal_facts
