WITH said AS (
  SELECT
    shop_id,
    deal_id,
    COALESCE(stage, '') AS stage,
    MIN(day) AS day,
    MIN_BY(probability, CASE WHEN NOT probability IS NULL THEN day END) AS chance
  FROM deal_snapshots
  WHERE
    NOT is_closed AND NOT probability IS NULL
  GROUP BY
    shop_id,
    deal_id,
    COALESCE(stage, '')
)
SELECT
  DENSE_RANK() OVER (ORDER BY s.shop_id NULLS LAST, s.deal_id NULLS LAST) AS deal,
  DATEDIFF(s.day, CAST('1970-01-01' AS DATE)) AS day,
  s.chance,
  CASE
    WHEN f.state = 'open'
    THEN -1
    WHEN f.closed_day IS NULL
    THEN NULL
    WHEN f.state = 'won'
    THEN 1
    WHEN f.state = 'lost'
    THEN 0
  END AS outcome
FROM said AS s
LEFT JOIN deal_facts AS f
  ON s.shop_id = f.shop_id AND s.deal_id = f.deal_id
WHERE
  (
    f.closed_day IS NULL OR f.closed_day >= s.day
  )
  AND (
    NOT :filtered OR NOT f.deal_id IS NULL
  )
ORDER BY
  s.shop_id NULLS LAST,
  s.deal_id NULLS LAST,
  s.stage NULLS LAST
