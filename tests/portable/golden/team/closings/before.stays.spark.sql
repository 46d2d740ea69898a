WITH numbered AS (
  SELECT
    shop_id,
    deal_id,
    pipeline,
    CASE WHEN state <> 'open' THEN DATEDIFF(closed_day, CAST('1970-01-01' AS DATE)) END AS closed,
    CASE WHEN state = 'won' THEN 1 WHEN state = 'lost' THEN 0 ELSE -1 END AS outcome,
    ROW_NUMBER() OVER (ORDER BY shop_id NULLS LAST, deal_id NULLS LAST) AS deal
  FROM deal_facts
  WHERE
    state = 'open' OR (
      state IN ('won', 'lost') AND NOT closed_day IS NULL
    )
), said AS (
  SELECT
    shop_id,
    deal_id,
    stage,
    entered_local,
    MAX(probability) AS said
  FROM deal_stage_history
  WHERE
    NOT probability IS NULL
  GROUP BY
    shop_id,
    deal_id,
    stage,
    entered_local
)
SELECT
  n.deal,
  c.code,
  DATEDIFF(CAST(e.entered_local AS DATE), CAST('1970-01-01' AS DATE)) AS entered,
  DATEDIFF(CAST(e.exited_local AS DATE), CAST('1970-01-01' AS DATE)) AS gone,
  n.closed,
  n.outcome,
  s.said
FROM stage_entries AS e
INNER JOIN numbered AS n
  ON e.shop_id = n.shop_id AND e.deal_id = n.deal_id
INNER JOIN stage_codes AS c
  ON n.pipeline = c.pipeline AND e.stage = c.stage
LEFT JOIN said AS s
  ON e.shop_id = s.shop_id
  AND e.deal_id = s.deal_id
  AND e.stage = s.stage
  AND e.entered_local = s.entered_local
ORDER BY
  n.deal NULLS LAST,
  e.nth NULLS LAST
