-- How deals go from stage to stage: the stages in order, and what stands in each.
-- reads: deal_facts, stage_order
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) of the days deals were created on
-- $undated BOOLEAN: whether deals without such a day count too
-- name: stages_in_order
SELECT
    pipeline,
    stage,
    kind,
    place,
    basis,
    is_proposal,
    is_planned
FROM stage_order
ORDER BY pipeline, place IS NULL, place, kind DESC, stage;

-- name: deals_standing
SELECT
    pipeline,
    stage,
    state,
    count(*) AS deals
FROM deal_facts
WHERE
    (created_local >= $start_at AND created_local < $end_at)
    OR ($undated AND created_local IS NULL)
GROUP BY pipeline, stage, state
ORDER BY pipeline, stage, state;

-- name: deals_undated
-- one row
SELECT count(*) AS deals
FROM deal_facts
WHERE created_local IS NULL
