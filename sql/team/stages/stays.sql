-- How stays in stages ended, and after how long; what of the history is in no number.
-- reads: deal_facts, stage_stays
-- may read: stage_entries
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) of the days deals were created on
-- $undated BOOLEAN: whether deals without such a day count too
-- $as_of TIMESTAMP: the question's now; what is there since then is counted up to it
-- name: moves
SELECT
    pipeline,
    stage,
    next_stage,
    went,
    count(*) AS stays
FROM stage_stays
WHERE
    ((created_local >= $start_at AND created_local < $end_at) OR ($undated AND created_local IS NULL))
    AND next_stage IS NOT NULL
GROUP BY pipeline, stage, next_stage, went
ORDER BY pipeline, stage, next_stage, went;

-- name: times
WITH
timed AS (
    SELECT
        pipeline,
        stage,
        CASE WHEN went = 'there' THEN 'there' ELSE state END AS whose,
        CASE
            WHEN went <> 'there' THEN days
            WHEN entered_local <= $as_of
                THEN date_diff('second', entered_local, $as_of)::DOUBLE / 86400
        END AS days
    FROM stage_stays
    WHERE
        place IS NOT NULL
        AND (
            (created_local >= $start_at AND created_local < $end_at)
            OR ($undated AND created_local IS NULL)
        )
),
all_of_them AS (
    SELECT
        t.pipeline,
        t.stage,
        'all' AS whose,
        t.days
    FROM timed AS t
    WHERE t.whose <> 'there'
    UNION ALL
    SELECT
        pipeline,
        stage,
        whose,
        days
    FROM timed
)
SELECT
    pipeline,
    stage,
    whose,
    count(days) AS stays,
    count(*) - count(days) AS untimed,
    median(days::DOUBLE) AS half_days,
    quantile_cont(days::DOUBLE, 0.75) AS p75_days,
    quantile_cont(days::DOUBLE, 0.9) AS p90_days
FROM all_of_them
GROUP BY pipeline, stage, whose
ORDER BY pipeline, stage, whose;

-- name: proposals
SELECT
    came.state,
    count(*) AS deals
FROM (
    SELECT DISTINCT
        shop_id,
        deal_id,
        state
    FROM stage_stays
    WHERE
        is_proposal AND place IS NOT NULL
        AND (
            (created_local >= $start_at AND created_local < $end_at)
            OR ($undated AND created_local IS NULL)
        )
) AS came
GROUP BY came.state
ORDER BY came.state;

-- name: known
-- one row
SELECT
    count(CASE WHEN f.deal_id IS NULL THEN 1 END) AS stray_stays,
    count(CASE WHEN f.deal_id IS NULL AND e.nth = 1 THEN 1 END) AS stray_deals,
    count(
        CASE
            WHEN e.nth <> 1 THEN NULL
            WHEN f.created_local >= $start_at AND f.created_local < $end_at THEN 1
            WHEN $undated AND f.deal_id IS NOT NULL AND f.created_local IS NULL THEN 1
        END
    ) AS deals,
    min(e.entered_local) AS first_entry
FROM stage_entries AS e
LEFT JOIN deal_facts AS f ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id;

-- name: elsewhere
-- one row
SELECT count(*) AS deals
FROM stage_stays AS s
INNER JOIN deal_facts AS f ON s.shop_id = f.shop_id AND s.deal_id = f.deal_id
WHERE
    s.state = 'open' AND s.next_stage IS NULL AND lower(trim(s.stage)) <> lower(trim(f.stage))
    AND (
        (s.created_local >= $start_at AND s.created_local < $end_at)
        OR ($undated AND s.created_local IS NULL)
    )
