-- How often deals that came to a stage were won: the shop's own history.
-- reads: deal_facts
-- may read: stage_entries
-- Of deals that have closed. The chance is drawn towards the win rate of all closed deals of the
-- pipeline as if ten more deals of that rate had been there, so that few deals say little; and that
-- rate, drawn towards the one of all pipelines in the same way, is the pipeline's own chance.
WITH
ended AS (
    SELECT
        shop_id,
        deal_id,
        pipeline,
        CASE WHEN state = 'won' THEN 1 ELSE 0 END AS won
    FROM deal_facts
    WHERE state IN ('won', 'lost')
),
overall AS (
    SELECT
        pipeline,
        count(*) AS closed,
        sum(won) AS won
    FROM ended
    GROUP BY pipeline
),
whole AS (
    SELECT sum(won)::DOUBLE / nullif(sum(closed), 0) AS win_rate
    FROM overall
),
drawn AS (
    SELECT
        o.pipeline,
        o.closed,
        o.won,
        (o.won::DOUBLE + 10 * w.win_rate) / nullif(o.closed + 10, 0) AS chance
    FROM overall AS o
    CROSS JOIN whole AS w
),
came AS (
    SELECT DISTINCT
        shop_id,
        deal_id,
        stage
    FROM stage_entries
),
by_stage AS (
    SELECT
        e.pipeline,
        c.stage,
        count(*) AS closed,
        sum(e.won) AS won
    FROM came AS c
    INNER JOIN ended AS e ON c.shop_id = e.shop_id AND c.deal_id = e.deal_id
    GROUP BY e.pipeline, c.stage
)
SELECT
    o.pipeline,
    s.stage,
    coalesce(s.closed, 0)::BIGINT AS closed,
    coalesce(s.won, 0)::BIGINT AS won,
    o.closed AS all_closed,
    o.won::BIGINT AS all_won,
    o.chance AS pipeline_chance,
    (coalesce(s.won, 0)::DOUBLE + 10 * o.chance) / nullif(coalesce(s.closed, 0) + 10, 0) AS chance
FROM drawn AS o
LEFT JOIN by_stage AS s ON o.pipeline = s.pipeline
