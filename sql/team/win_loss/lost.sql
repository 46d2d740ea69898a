-- Why deals are lost, from which stage and to whom; and how many were won lately and before.
-- reads: deal_facts
-- may read: stage_entries, deal_stages
-- $recent_at, $before_at, $end_at TIMESTAMP: closed lately is [recent, end), before is [before, recent)

-- name: win_loss_trend
SELECT
    count(CASE WHEN state = 'won' AND closed_day >= $recent_at THEN 1 END) AS recent_won,
    count(CASE WHEN closed_day >= $recent_at THEN 1 END) AS recent_closed,
    count(CASE WHEN state = 'won' AND closed_day < $recent_at THEN 1 END) AS before_won,
    count(CASE WHEN closed_day < $recent_at THEN 1 END) AS before_closed
FROM deal_facts
WHERE state IN ('won', 'lost') AND closed_day >= $before_at AND closed_day < $end_at

-- name: win_loss_reasons
-- Lost deals by reason, stage and competitor: how many in the window, lately and before. A reason is
-- the same but for case and spaces around it. The stage is the last open one that the deal was in.
-- $start_at TIMESTAMP: the window [start, end); $undated BOOLEAN: all that is loaded instead
-- $cohort BOOLEAN: the window is of the day they were created
WITH
lost AS (
    SELECT
        shop_id,
        deal_id,
        pipeline,
        stage,
        amount,
        nullif(trim(lost_reason), '') AS reason,
        nullif(trim(competitor), '') AS competitor,
        $undated OR (
            CASE WHEN $cohort THEN created_day ELSE closed_day END >= $start_at
            AND CASE WHEN $cohort THEN created_day ELSE closed_day END < $end_at
        ) AS inside,
        closed_day >= $recent_at AND closed_day < $end_at AS lately,
        closed_day >= $before_at AND closed_day < $recent_at AS before
    FROM deal_facts
    WHERE state = 'lost'
),
open_stages AS (
    SELECT
        pipeline,
        stage
    FROM deal_stages
    WHERE kind = 'open'
),
stays AS (
    SELECT
        l.shop_id,
        l.deal_id,
        e.stage,
        row_number() OVER (PARTITION BY l.shop_id, l.deal_id ORDER BY e.nth DESC) AS back
    FROM lost AS l
    INNER JOIN stage_entries AS e ON l.shop_id = e.shop_id AND l.deal_id = e.deal_id
    INNER JOIN open_stages AS o ON l.pipeline = o.pipeline AND e.stage = o.stage
),
told AS (
    SELECT
        l.*,
        coalesce(s.stage, o.stage) AS lost_from
    FROM lost AS l
    LEFT JOIN stays AS s ON l.shop_id = s.shop_id AND l.deal_id = s.deal_id AND s.back = 1
    LEFT JOIN open_stages AS o ON l.pipeline = o.pipeline AND l.stage = o.stage
)
SELECT
    min(reason) AS reason,
    lost_from AS stage,
    min(competitor) AS competitor,
    count(CASE WHEN inside THEN 1 END) AS lost,
    coalesce(sum(CASE WHEN inside THEN amount END), 0) AS value,
    count(CASE WHEN lately THEN 1 END) AS lately,
    count(CASE WHEN before THEN 1 END) AS before
FROM told
WHERE inside OR lately OR before
GROUP BY lower(reason), lost_from, lower(competitor)
ORDER BY count(CASE WHEN inside THEN 1 END) DESC, reason, lost_from, competitor
