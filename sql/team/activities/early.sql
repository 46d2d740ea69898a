-- What was done early in deals that closed, and over their whole lives.
-- reads: activity_facts, deal_facts, activities
-- $early_at, $end_at TIMESTAMP: deals that closed in [early, end)
-- $days BIGINT: early is the first so many days; only deals that were still open then are counted, so
-- that each had as long. A deal created before the first activity on file is left out.

-- name: activity_early
WITH
begun AS (
    SELECT min(at_local)::DATE AS first_day
    FROM activity_facts
    WHERE took_place
),
ended AS (
    SELECT
        f.shop_id,
        f.deal_id,
        f.created_day,
        f.state = 'won' AS is_won
    FROM deal_facts AS f
    CROSS JOIN begun AS b
    WHERE
        f.state IN ('won', 'lost') AND f.closed_day >= $early_at AND f.closed_day < $end_at
        AND f.cycle_days >= $days AND f.created_day >= b.first_day
),
done AS (
    SELECT
        shop_id,
        deal_id,
        kind,
        at_local::DATE AS day
    FROM activity_facts
    WHERE took_place AND kind <> 'other'
),
early AS (
    SELECT
        e.shop_id,
        e.deal_id,
        e.is_won,
        count(d.kind) AS acts,
        count(CASE WHEN d.kind = 'call' THEN 1 END) AS calls,
        count(CASE WHEN d.kind = 'meeting' THEN 1 END) AS meetings,
        count(CASE WHEN d.kind = 'email' THEN 1 END) AS emails,
        count(CASE WHEN d.kind = 'demo' THEN 1 END) AS demos,
        count(CASE WHEN d.kind = 'proposal' THEN 1 END) AS proposals,
        min(date_diff('day', e.created_day, d.day)) AS first_after
    FROM ended AS e
    LEFT JOIN done AS d
        ON
            e.shop_id = d.shop_id AND e.deal_id = d.deal_id
            AND date_diff('day', e.created_day, d.day) >= 0
            AND date_diff('day', e.created_day, d.day) < $days
    GROUP BY e.shop_id, e.deal_id, e.is_won
),
banded AS (
    SELECT
        'activities' AS what,
        CASE WHEN acts = 0 THEN 0 WHEN acts <= 2 THEN 1 WHEN acts <= 5 THEN 2 ELSE 3 END AS band,
        is_won
    FROM early
    UNION ALL
    SELECT
        'first' AS what,
        CASE WHEN first_after <= 1 THEN 1 ELSE 0 END AS band,
        is_won
    FROM early
    UNION ALL
    SELECT
        'call' AS what,
        least(calls, 1) AS band,
        is_won
    FROM early
    UNION ALL
    SELECT
        'meeting' AS what,
        least(meetings, 1) AS band,
        is_won
    FROM early
    UNION ALL
    SELECT
        'email' AS what,
        least(emails, 1) AS band,
        is_won
    FROM early
    UNION ALL
    SELECT
        'demo' AS what,
        least(demos, 1) AS band,
        is_won
    FROM early
    UNION ALL
    SELECT
        'proposal' AS what,
        least(proposals, 1) AS band,
        is_won
    FROM early
)
SELECT
    what,
    band::BIGINT AS band,
    count(CASE WHEN is_won THEN 1 END) AS won,
    count(*) AS closed
FROM banded
GROUP BY what, band
ORDER BY what, band

-- name: activity_early_known
-- one row: which of the closed deals are not among those.
WITH
begun AS (
    SELECT min(at_local)::DATE AS first_day
    FROM activity_facts
    WHERE took_place
)
SELECT
    count(*) AS closed,
    count(CASE WHEN f.cycle_days IS NULL THEN 1 END) AS undated,
    count(CASE WHEN f.cycle_days < $days THEN 1 END) AS sooner,
    count(
        CASE WHEN f.cycle_days >= $days AND f.created_day < b.first_day THEN 1 END
    ) AS older
FROM deal_facts AS f
CROSS JOIN begun AS b
WHERE f.state IN ('won', 'lost') AND f.closed_day >= $early_at AND f.closed_day < $end_at

-- name: activity_lives
-- Over the whole life of won and of lost deals, from the day created to the day closed.
WITH
begun AS (
    SELECT min(at_local)::DATE AS first_day
    FROM activity_facts
    WHERE took_place
),
ended AS (
    SELECT
        f.shop_id,
        f.deal_id,
        f.state,
        f.cycle_days,
        f.created_day,
        f.closed_day
    FROM deal_facts AS f
    CROSS JOIN begun AS b
    WHERE
        f.state IN ('won', 'lost') AND f.closed_day >= $early_at AND f.closed_day < $end_at
        AND f.cycle_days >= 0 AND f.created_day >= b.first_day
),
lived AS (
    SELECT
        e.state,
        e.shop_id,
        e.deal_id,
        e.cycle_days,
        count(CASE WHEN a.kind = 'call' THEN 1 END) AS calls,
        count(CASE WHEN a.kind = 'meeting' THEN 1 END) AS meetings,
        count(CASE WHEN a.kind = 'email' THEN 1 END) AS emails,
        count(CASE WHEN a.kind = 'demo' THEN 1 END) AS demos,
        count(CASE WHEN a.kind = 'proposal' THEN 1 END) AS proposals
    FROM ended AS e
    LEFT JOIN activity_facts AS a
        ON
            e.shop_id = a.shop_id AND e.deal_id = a.deal_id AND a.took_place
            AND a.at_local::DATE >= e.created_day AND a.at_local::DATE <= e.closed_day
    GROUP BY e.state, e.shop_id, e.deal_id, e.cycle_days
)
SELECT
    state,
    count(*) AS deals,
    sum(calls)::BIGINT AS calls,
    sum(meetings)::BIGINT AS meetings,
    sum(emails)::BIGINT AS emails,
    sum(demos)::BIGINT AS demos,
    sum(proposals)::BIGINT AS proposals,
    sum(cycle_days)::BIGINT AS days
FROM lived
GROUP BY state
ORDER BY state DESC
