-- How new reps come up to what tenured ones sell.
-- reads: reps, rep_facts, deal_facts
-- may read: stage_entries, deal_stages
-- $today DATE: what closed after it has not come
-- $new BIGINT, $tenured BIGINT: calendar months since the start below which a rep is new, and from
-- which one is tenured

-- name: roster
-- The list of reps.
SELECT
    shop_id AS shop,
    rep_id AS rep,
    name,
    start_date AS starts,
    end_date AS ends,
    ramp_plan
FROM rep_facts
ORDER BY shop_id, rep_id

-- name: won_by_month
-- What each rep won by calendar month; within: on a day on which they were there.
SELECT
    f.shop_id AS shop,
    f.rep,
    date_trunc('month', f.closed_day)::DATE AS month,
    f.closed_day >= r.start_date AND (r.end_date IS NULL OR f.closed_day <= r.end_date) AS within,
    coalesce(sum(f.amount), 0) AS value,
    count(*) AS deals,
    count(*) - count(f.amount) AS blank
FROM deal_facts AS f
INNER JOIN rep_facts AS r ON f.shop_id = r.shop_id AND f.rep = r.rep_id
WHERE f.state = 'won' AND f.closed_day <= $today AND r.start_date IS NOT NULL
GROUP BY
    f.shop_id,
    f.rep,
    date_trunc('month', f.closed_day)::DATE,
    f.closed_day >= r.start_date AND (r.end_date IS NULL OR f.closed_day <= r.end_date)
ORDER BY
    f.shop_id,
    f.rep,
    date_trunc('month', f.closed_day)::DATE,
    f.closed_day >= r.start_date AND (r.end_date IS NULL OR f.closed_day <= r.end_date)

-- name: known
-- What was won by those of whom no start is known, or by nobody; and the usual size of a deal.
SELECT
    count(CASE WHEN r.start_date IS NULL THEN 1 END) AS unlisted,
    coalesce(sum(CASE WHEN r.start_date IS NULL THEN f.amount END), 0) AS value,
    count(CASE WHEN f.rep IS NULL THEN 1 END) AS of_nobody,
    avg(CASE WHEN f.amount > 0 THEN f.amount END) AS mean_won
FROM deal_facts AS f
LEFT JOIN rep_facts AS r ON f.shop_id = r.shop_id AND f.rep = r.rep_id
WHERE f.state = 'won' AND f.closed_day <= $today
-- one row

-- name: stages
-- Of deals that entered an open stage while their rep was new or tenured: how many went further.
-- A skipped stage counts as passed, and falling back undoes nothing; those still there have not.
WITH
entered AS (
    SELECT
        e.shop_id,
        e.deal_id,
        e.stage,
        e.nth,
        e.entered_local,
        f.pipeline,
        f.rep,
        f.state,
        s.kind,
        s.place,
        s.basis,
        max(CASE WHEN s.kind = 'won' THEN 1000000 WHEN s.kind = 'open' THEN s.place END) OVER (
            PARTITION BY e.shop_id, e.deal_id ORDER BY e.nth
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS furthest,
        row_number() OVER (PARTITION BY e.shop_id, e.deal_id, e.stage ORDER BY e.nth) AS visit
    FROM stage_entries AS e
    INNER JOIN deal_facts AS f ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
    INNER JOIN deal_stages AS s ON f.pipeline = s.pipeline AND e.stage = s.stage
),
judged AS (
    SELECT
        e.pipeline,
        e.stage,
        e.place,
        e.basis,
        e.shop_id,
        e.rep,
        e.state,
        coalesce(e.furthest > e.place, false) OR e.state = 'won' AS went_on,
        date_diff('month', r.start_date, e.entered_local::DATE) AS months
    FROM entered AS e
    INNER JOIN rep_facts AS r ON e.shop_id = r.shop_id AND e.rep = r.rep_id
    WHERE
        e.visit = 1
        AND e.kind = 'open'
        AND r.start_date <= e.entered_local::DATE
        AND (r.end_date IS NULL OR r.end_date >= e.entered_local::DATE)
)
SELECT
    pipeline,
    stage,
    place,
    max(basis) AS basis,
    CASE WHEN months < $new THEN 'new' ELSE 'tenured' END AS whose,
    count(DISTINCT shop_id || ' ' || rep) AS reps,
    count(*) AS entered,
    count(CASE WHEN went_on THEN 1 END) AS went_on,
    count(CASE WHEN NOT went_on AND state <> 'lost' THEN 1 END) AS still_open
FROM judged
WHERE months < $new OR months >= $tenured
GROUP BY pipeline, stage, place, CASE WHEN months < $new THEN 'new' ELSE 'tenured' END
ORDER BY pipeline, place, stage, CASE WHEN months < $new THEN 'new' ELSE 'tenured' END
