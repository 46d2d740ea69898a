-- The chance of winning of each open deal, and what says so.
-- reads: deal_facts, stage_plan, stage_odds
-- not kept: each statement takes the few columns that it asks for.
-- The CRM's own chance wins, then that of --stages, then the shop's own history of the stage, then,
-- without any, the win rate of its pipeline (stage_odds), which is called a guess. NULL where no deal of
-- it has closed.
WITH
overall AS (
    SELECT
        pipeline,
        max(pipeline_chance) AS win_rate
    FROM stage_odds
    GROUP BY pipeline
)
SELECT
    f.shop_id,
    f.deal_id,
    coalesce(f.probability, p.probability, h.chance, w.win_rate) AS chance,
    CASE
        WHEN f.probability IS NOT NULL THEN 'stated'
        WHEN p.probability IS NOT NULL THEN 'stages file'
        WHEN h.chance IS NOT NULL THEN 'own history'
        WHEN w.win_rate IS NOT NULL THEN 'win rate'
    END AS basis
FROM deal_facts AS f
LEFT JOIN stage_plan AS p
    ON
        lower(trim(f.stage)) = lower(trim(p.stage))
        AND (p.pipeline IS NULL OR f.pipeline = p.pipeline)
LEFT JOIN stage_odds AS h ON f.pipeline = h.pipeline AND f.stage = h.stage
LEFT JOIN overall AS w ON f.pipeline = w.pipeline
WHERE f.state = 'open'
