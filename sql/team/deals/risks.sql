-- Open deals with a reason to look at them, and each reason's number.
-- reads: open_deals, deal_changes, deal_weights, stage_waits, deal_slips, deal_backsteps, deal_facts
-- may read: activities
-- $as_of TIMESTAMP, $today DATE: the question's now
-- $few BIGINT: won deals that a usual stay is told from
-- $slips BIGINT, $quiet BIGINT, $soon BIGINT, $sure DOUBLE, $shrank DOUBLE: see Limits
-- $has_steps BOOLEAN, $has_touches BOOLEAN: whether next steps and activities are stated at all

-- name: risks
-- A number is NULL where it is no reason; those of most weighted value first.
WITH
touched AS (
    SELECT
        a.shop_id,
        a.deal_id,
        max(CASE WHEN coalesce(a.done, true) AND a.happened_local < $as_of THEN a.happened_local END)
            AS last_local,
        max(CASE WHEN a.done THEN 0 WHEN a.happened_local >= $as_of THEN 1 ELSE 0 END) AS planned
    FROM activities AS a
    INNER JOIN open_deals AS o ON a.shop_id = o.shop_id AND a.deal_id = o.deal_id
    GROUP BY a.shop_id, a.deal_id
),
measured AS (
    SELECT
        o.*,
        c.amount_then,
        c.moved,
        coalesce(c.leaves_period = 'slipped', false) AS slipped_now,
        w.chance,
        w.basis,
        b.stage_before,
        coalesce(s.slips, 0) AS slips,
        q.p75_days,
        date_diff('day', o.close_date, $today) AS days_over,
        date_diff('day', $today, o.close_date) AS days_left,
        date_diff('day', o.entered_local::DATE, $today) AS days_in,
        date_diff(
            'day',
            coalesce(greatest(f.last_activity_local, t.last_local)::DATE, o.created_day),
            $today
        ) AS days_quiet,
        o.next_step IS NULL
        AND coalesce(o.next_activity_local < $as_of, true)
        AND coalesce(t.planned, 0) = 0 AS is_stepless,
        (o.amount::DOUBLE * w.chance)::DECIMAL(28, 8) AS weighted
    FROM open_deals AS o
    INNER JOIN deal_facts AS f ON o.shop_id = f.shop_id AND o.deal_id = f.deal_id
    LEFT JOIN deal_changes AS c ON o.shop_id = c.shop_id AND o.deal_id = c.deal_id
    LEFT JOIN deal_weights AS w ON o.shop_id = w.shop_id AND o.deal_id = w.deal_id
    LEFT JOIN stage_waits AS q
        ON o.pipeline = q.pipeline AND o.stage = q.stage AND q.won_stays >= $few
    LEFT JOIN touched AS t ON o.shop_id = t.shop_id AND o.deal_id = t.deal_id
    LEFT JOIN deal_slips AS s ON o.shop_id = s.shop_id AND o.deal_id = s.deal_id
    LEFT JOIN deal_backsteps AS b ON o.shop_id = b.shop_id AND o.deal_id = b.deal_id
),
judged AS (
    SELECT
        *,
        CASE WHEN days_over > 0 THEN days_over END AS overdue_days,
        CASE WHEN days_in > p75_days THEN days_in END AS stale_days,
        CASE WHEN slips >= $slips THEN slips END AS slip_count,
        CASE WHEN $has_touches AND days_quiet >= $quiet THEN days_quiet END AS quiet_days,
        CASE WHEN $has_steps AND is_stepless AND days_left <= $soon THEN days_left END
            AS stepless_days,
        CASE
            WHEN moved = 'shrank' AND amount_then - amount >= amount_then * $shrank::DECIMAL(9, 6)
                THEN amount_then - amount
        END AS shrank_by,
        CASE WHEN days_left BETWEEN 0 AND $soon AND chance < $sure THEN chance END AS low_chance
    FROM measured
)
SELECT
    shop_id AS shop,
    deal_id AS deal,
    name,
    account,
    owner,
    stage,
    amount,
    chance,
    basis,
    weighted,
    close_date,
    days_left,
    days_quiet,
    slipped_now,
    is_stepless,
    overdue_days,
    stale_days,
    p75_days,
    slip_count,
    quiet_days,
    stepless_days,
    shrank_by,
    stage_before,
    low_chance
FROM judged
WHERE
    overdue_days IS NOT NULL
    OR stale_days IS NOT NULL
    OR slip_count IS NOT NULL
    OR quiet_days IS NOT NULL
    OR stepless_days IS NOT NULL
    OR shrank_by IS NOT NULL
    OR stage_before IS NOT NULL
    OR low_chance IS NOT NULL
    OR slipped_now
ORDER BY weighted DESC NULLS LAST, amount DESC NULLS LAST, shop_id, deal_id

-- name: timed
-- Open deals of which it can be told how long they are in their stage, and those too long in it.
SELECT
    count(*) AS deals,
    count(CASE WHEN q.p75_days IS NOT NULL AND o.entered_local IS NOT NULL THEN 1 END) AS timed,
    count(CASE WHEN date_diff('day', o.entered_local::DATE, $today) > q.p75_days THEN 1 END) AS stale,
    coalesce(sum(
        CASE WHEN date_diff('day', o.entered_local::DATE, $today) > q.p75_days THEN o.amount END
    ), 0) AS stale_value,
    coalesce(sum(CASE WHEN q.p75_days IS NOT NULL AND o.entered_local IS NOT NULL THEN o.amount END), 0)
        AS timed_value,
    count(o.close_date) AS dated,
    count(o.owner) AS owned
FROM open_deals AS o
LEFT JOIN stage_waits AS q
    ON o.pipeline = q.pipeline AND o.stage = q.stage AND q.won_stays >= $few
-- one row
