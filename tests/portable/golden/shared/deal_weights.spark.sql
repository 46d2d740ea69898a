WITH overall AS (
  SELECT
    pipeline,
    MAX(pipeline_chance) AS win_rate
  FROM stage_odds
  GROUP BY
    pipeline
)
SELECT
  f.shop_id,
  f.deal_id,
  COALESCE(f.probability, p.probability, h.chance, w.win_rate) AS chance,
  CASE
    WHEN NOT f.probability IS NULL
    THEN 'stated'
    WHEN NOT p.probability IS NULL
    THEN 'stages file'
    WHEN NOT h.chance IS NULL
    THEN 'own history'
    WHEN NOT w.win_rate IS NULL
    THEN 'win rate'
  END AS basis
FROM deal_facts AS f
LEFT JOIN stage_plan AS p
  ON LOWER(TRIM(f.stage)) = LOWER(TRIM(p.stage))
  AND (
    p.pipeline IS NULL OR f.pipeline = p.pipeline
  )
LEFT JOIN stage_odds AS h
  ON f.pipeline = h.pipeline AND f.stage = h.stage
LEFT JOIN overall AS w
  ON f.pipeline = w.pipeline
WHERE
  f.state = 'open'
