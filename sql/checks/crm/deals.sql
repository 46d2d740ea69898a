-- What open deals lack, which are overdue or old, and whose they are: as pipeline has it.
-- may read: open_deals, stage_waits, rep_facts, deals, reps
-- $today DATE, $now TIMESTAMP: as-of
-- $few BIGINT: won deals that a usual stay is told from

-- name: open_totals
-- What open deals state at all: what none of them does is no fault of one.
SELECT
    count(*) AS deals,
    count(o.owner) AS owned,
    count(o.amount) AS valued,
    count(o.close_date) AS dated,
    count(coalesce(o.next_step, o.next_activity_local::VARCHAR)) AS stepped,
    count(CASE WHEN s.p75_days IS NOT NULL AND o.entered_local IS NOT NULL THEN 1 END) AS timed,
    (SELECT count(*) FROM rep_facts) AS reps
FROM open_deals AS o
LEFT JOIN stage_waits AS s
    ON o.pipeline = s.pipeline AND o.stage = s.stage AND s.won_stays >= $few

-- name: open_faults
-- By check how many open deals break it, and the first few of them.
WITH
kinds AS (
    SELECT unnest([
        'deal-owner', 'deal-amount', 'deal-close-date', 'deal-next-step', 'deal-overdue', 'deal-stale',
        'owner-listed', 'owner-left'
    ]) AS kind
),
judged AS (
    SELECT
        o.deal_id,
        o.owner,
        o.stage,
        o.amount,
        o.close_date,
        o.next_step IS NULL AND coalesce(o.next_activity_local < $now, true) AS is_stepless,
        coalesce(o.close_date < $today, false) AS is_overdue,
        date_diff('day', o.entered_local::DATE, $today) AS days,
        s.p75_days,
        o.owner IS NOT NULL AND r.rep_id IS NULL AS is_unlisted,
        r.end_date,
        coalesce(r.end_date < $today, NOT r.is_active, false) AS is_left,
        d.source_file,
        d.source_row
    FROM open_deals AS o
    INNER JOIN deals AS d ON o.shop_id = d.shop_id AND o.deal_id = d.deal_id
    LEFT JOIN rep_facts AS r ON o.shop_id = r.shop_id AND o.rep = r.rep_id
    LEFT JOIN stage_waits AS s
        ON o.pipeline = s.pipeline AND o.stage = s.stage AND s.won_stays >= $few
),
broken AS (
    SELECT
        k.kind,
        j.*,
        count(*) OVER (PARTITION BY k.kind) AS bad,
        row_number() OVER (PARTITION BY k.kind ORDER BY j.source_file, j.source_row) AS nth
    FROM judged AS j
    INNER JOIN kinds AS k
        ON CASE k.kind
            WHEN 'deal-owner' THEN j.owner IS NULL
            WHEN 'deal-amount' THEN j.amount IS NULL
            WHEN 'deal-close-date' THEN j.close_date IS NULL
            WHEN 'deal-next-step' THEN j.is_stepless
            WHEN 'deal-overdue' THEN j.is_overdue
            WHEN 'deal-stale' THEN j.days > j.p75_days
            WHEN 'owner-listed' THEN j.is_unlisted
            WHEN 'owner-left' THEN j.is_left
        END
)
SELECT
    kind,
    bad,
    source_file,
    source_row,
    deal_id || CASE kind
        WHEN 'deal-overdue' THEN ' should have closed on ' || close_date
        WHEN 'deal-stale' THEN ' is ' || days || ' days in ' || stage || ' (won p75: ' || p75_days || ')'
        WHEN 'owner-listed' THEN ' of ' || owner
        WHEN 'owner-left' THEN ' of ' || owner || coalesce(', until ' || end_date, '')
        ELSE ''
    END AS said
FROM broken
WHERE nth <= $top
ORDER BY kind, nth
