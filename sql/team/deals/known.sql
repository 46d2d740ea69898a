-- What is there to compare the pipeline of now with.
-- reads: deals
-- may read: deal_snapshots, deal_stage_history, activities, reps, accounts, products
-- $start_at TIMESTAMP, $start_day DATE: when the comparison is to begin
-- $as_of TIMESTAMP: the question's now

-- name: known
WITH
copies AS (
    SELECT
        max(CASE WHEN day <= $start_day THEN day END) AS copied_on,
        min(day) AS first_copy
    FROM deal_snapshots
),
history AS (
    SELECT
        count(CASE WHEN entered_local < $start_at THEN amount END) AS amounts,
        count(*) AS history_rows
    FROM deal_stage_history
),
open_ones AS (
    SELECT count(coalesce(next_step, next_activity_day::VARCHAR)) AS steps
    FROM deals
    WHERE NOT is_closed
),
touched AS (
    SELECT count(last_activity_local) AS touches
    FROM deals
    UNION ALL
    SELECT count(deal_id) AS touches
    FROM activities
    WHERE happened_local < $as_of
)
SELECT
    c.copied_on,
    c.first_copy,
    h.amounts,
    h.history_rows,
    o.steps,
    (SELECT sum(touches) FROM touched)::BIGINT AS touches
FROM copies AS c
CROSS JOIN history AS h
CROSS JOIN open_ones AS o
-- one row
