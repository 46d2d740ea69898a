-- What was done in a window, by whom, about how many deals, and what of the planned came about.
-- reads: activity_facts, activities
-- then asks: team/reps/people, team/win_loss/closed
-- $start_at, $end_at TIMESTAMP: the window [start, end) on the store's clock; $as_of TIMESTAMP: now

-- name: activity_touches
-- Deals that each worked on in the window, and follow-ups: later than the first activity of the deal.
WITH
done AS (
    SELECT
        shop_id,
        deal_id,
        rep,
        at_local
    FROM activity_facts
    WHERE took_place AND kind <> 'other' AND at_local < $end_at
),
firsts AS (
    SELECT
        shop_id,
        deal_id,
        min(at_local) AS first_local
    FROM done
    WHERE deal_id IS NOT NULL
    GROUP BY shop_id, deal_id
)
SELECT
    d.shop_id AS shop,
    d.rep,
    count(DISTINCT d.deal_id) AS deals,
    count(CASE WHEN d.at_local > f.first_local THEN 1 END) AS follow_ups,
    count(CASE WHEN d.deal_id IS NULL THEN 1 END) AS dealless
FROM done AS d
LEFT JOIN firsts AS f ON d.shop_id = f.shop_id AND d.deal_id = f.deal_id
WHERE d.at_local >= $start_at
GROUP BY d.shop_id, d.rep
ORDER BY d.shop_id, d.rep

-- name: activity_worked
-- one row: deals that anybody worked on, each once; activities that have no day at all.
WITH
done AS (
    SELECT DISTINCT
        shop_id,
        deal_id
    FROM activity_facts
    WHERE
        took_place AND kind <> 'other' AND deal_id IS NOT NULL
        AND at_local >= $start_at AND at_local < $end_at
),
undated AS (
    SELECT count(*) AS activities
    FROM activity_facts
    WHERE at_local IS NULL
)
SELECT
    (SELECT count(*) FROM done) AS deals,
    (SELECT activities FROM undated) AS undated

-- name: activity_planned
-- Due in the window: done, or not done though the day has come; and what is still ahead.
SELECT
    shop_id AS shop,
    rep,
    kind,
    count(CASE WHEN took_place AND at_local >= $start_at AND at_local < $end_at THEN 1 END) AS done,
    count(
        CASE WHEN NOT took_place AND at_local >= $start_at AND at_local < $end_at THEN 1 END
    ) AS missed,
    count(CASE WHEN NOT took_place AND at_local >= $as_of THEN 1 END) AS ahead
FROM activity_facts
GROUP BY shop_id, rep, kind
ORDER BY shop_id, rep, kind

-- name: activity_outcomes
-- What became of them, as the CRM writes it but for case.
SELECT
    kind,
    min(outcome) AS outcome,
    count(*) AS activities
FROM activity_facts
WHERE took_place AND at_local >= $start_at AND at_local < $end_at
GROUP BY kind, lower(outcome)
ORDER BY kind, count(*) DESC, min(outcome)

-- name: activity_weeks
-- By week, from its Monday: some weeks that are over.
-- $weeks_at, $weeks_end TIMESTAMP: the first and the day after the last of them
SELECT
    date_trunc('week', at_local)::DATE AS week,
    count(CASE WHEN kind = 'call' THEN 1 END) AS calls,
    count(CASE WHEN kind = 'meeting' THEN 1 END) AS meetings,
    count(CASE WHEN kind = 'email' THEN 1 END) AS emails,
    count(CASE WHEN kind = 'demo' THEN 1 END) AS demos,
    count(CASE WHEN kind = 'proposal' THEN 1 END) AS proposals,
    count(DISTINCT shop_id || ' ' || deal_id) AS deals
FROM activity_facts
WHERE took_place AND kind <> 'other' AND at_local >= $weeks_at AND at_local < $weeks_end
GROUP BY date_trunc('week', at_local)::DATE
ORDER BY date_trunc('week', at_local)::DATE

-- name: activity_lately
-- What each did in the last days, and in those before.
-- $recent_at, $before_at TIMESTAMP: lately is [recent, as of), before is [before, recent)
SELECT
    shop_id AS shop,
    rep,
    count(CASE WHEN at_local >= $recent_at THEN 1 END) AS lately,
    count(CASE WHEN at_local < $recent_at THEN 1 END) AS before,
    max(at_local) AS last_local
FROM activity_facts
WHERE took_place AND kind <> 'other' AND at_local >= $before_at AND at_local < $as_of
GROUP BY shop_id, rep
ORDER BY shop_id, rep
