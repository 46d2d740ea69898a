-- Each stage of each pipeline: what it is, its place, and what says the order.
-- reads: deal_stages, stage_plan
-- not kept: a row a stage of deal_stages, which is kept.
-- place is NULL of won and lost, and of one that --stages leaves out where it says the order.
WITH
planned AS (
    SELECT
        s.pipeline,
        s.stage,
        count(*) AS times
    FROM deal_stages AS s
    INNER JOIN stage_plan AS p
        ON
            lower(trim(s.stage)) = lower(trim(p.stage))
            AND (p.pipeline IS NULL OR s.pipeline = p.pipeline)
    GROUP BY s.pipeline, s.stage
)
SELECT
    s.pipeline,
    s.stage,
    s.kind,
    CASE
        WHEN s.kind = 'open' AND (s.basis <> 'by --stages' OR p.times IS NOT NULL) THEN s.place
    END AS place,
    s.basis,
    s.kind = 'open' AND s.is_proposal AS is_proposal,
    p.times IS NOT NULL AS is_planned
FROM deal_stages AS s
LEFT JOIN planned AS p ON s.pipeline = p.pipeline AND s.stage = p.stage
