-- A number for each stage of each pipeline, so that very many stays can be told by it.
-- reads: deal_facts
-- may read: stage_entries
WITH
named AS (
    SELECT
        pipeline,
        stage
    FROM deal_facts
    WHERE stage IS NOT NULL
    GROUP BY pipeline, stage
    UNION
    SELECT
        f.pipeline,
        e.stage
    FROM stage_entries AS e
    INNER JOIN deal_facts AS f ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
    GROUP BY f.pipeline, e.stage
)
SELECT
    pipeline,
    stage,
    row_number() OVER (ORDER BY pipeline, stage) AS code
FROM named
