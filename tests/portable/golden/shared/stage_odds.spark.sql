WITH ended AS (
  SELECT
    shop_id,
    deal_id,
    pipeline,
    CASE WHEN state = 'won' THEN 1 ELSE 0 END AS won
  FROM deal_facts
  WHERE
    state IN ('won', 'lost')
), overall AS (
  SELECT
    pipeline,
    COUNT(*) AS closed,
    SUM(won) AS won
  FROM ended
  GROUP BY
    pipeline
), whole AS (
  SELECT
    CAST(SUM(won) AS DOUBLE) / NULLIF(SUM(closed), 0) AS win_rate
  FROM overall
), drawn AS (
  SELECT
    o.pipeline,
    o.closed,
    o.won,
    CAST(CAST(o.won AS DOUBLE) + 10 * w.win_rate AS DOUBLE) / NULLIF(o.closed + 10, 0) AS chance
  FROM overall AS o
  CROSS JOIN whole AS w
), came AS (
  SELECT DISTINCT
    shop_id,
    deal_id,
    stage
  FROM stage_entries
), by_stage AS (
  SELECT
    e.pipeline,
    c.stage,
    COUNT(*) AS closed,
    SUM(e.won) AS won
  FROM came AS c
  INNER JOIN ended AS e
    ON c.shop_id = e.shop_id AND c.deal_id = e.deal_id
  GROUP BY
    e.pipeline,
    c.stage
)
SELECT
  o.pipeline,
  s.stage,
  CAST(COALESCE(s.closed, 0) AS BIGINT) AS closed,
  CAST(COALESCE(s.won, 0) AS BIGINT) AS won,
  o.closed AS all_closed,
  CAST(o.won AS BIGINT) AS all_won,
  o.chance AS pipeline_chance,
  CAST(CAST(COALESCE(s.won, 0) AS DOUBLE) + 10 * o.chance AS DOUBLE) / NULLIF(COALESCE(s.closed, 0) + 10, 0) AS chance
FROM drawn AS o
LEFT JOIN by_stage AS s
  ON o.pipeline = s.pipeline
