-- Open deals: which are worked on, which nobody touches, and how long it is between activities.
-- reads: activity_facts, deal_facts, activities
-- $as_of TIMESTAMP: now

-- name: activity_open
-- Each open deal is one of: touched lately; quiet; never touched; new and not yet touched. A touch is
-- any activity that took place, and what the deal itself states of the last one.
-- $quiet_at TIMESTAMP: touched lately is since then
WITH
acts AS (
    SELECT
        shop_id,
        deal_id,
        max(at_local) AS last_local
    FROM activity_facts
    WHERE took_place AND at_local < $as_of
    GROUP BY shop_id, deal_id
),
open_now AS (
    SELECT
        f.shop_id,
        f.deal_id,
        f.rep,
        f.team,
        f.amount,
        f.created_local,
        greatest(a.last_local, CASE WHEN f.last_activity_local < $as_of THEN f.last_activity_local END)
            AS touched_local
    FROM deal_facts AS f
    LEFT JOIN acts AS a ON f.shop_id = a.shop_id AND f.deal_id = a.deal_id
    WHERE f.state = 'open'
),
placed AS (
    SELECT
        *,
        CASE
            WHEN touched_local >= $quiet_at THEN 'lately'
            WHEN touched_local IS NOT NULL THEN 'quiet'
            WHEN created_local >= $quiet_at THEN 'new'
            ELSE 'never'
        END AS place
    FROM open_now
)
SELECT
    shop_id AS shop,
    rep,
    min(team) AS team,
    count(*) AS deals,
    coalesce(sum(amount), 0) AS value,
    count(CASE WHEN place = 'lately' THEN 1 END) AS lately,
    count(CASE WHEN place = 'quiet' THEN 1 END) AS quiet,
    count(CASE WHEN place = 'never' THEN 1 END) AS never,
    count(CASE WHEN place = 'new' THEN 1 END) AS fresh,
    coalesce(sum(CASE WHEN place IN ('quiet', 'never') THEN amount END), 0) AS untouched_value
FROM placed
GROUP BY shop_id, rep
ORDER BY shop_id, rep

-- name: activity_gaps
-- Days between one activity and the next about an open deal, by rep and of all.
WITH
done AS (
    SELECT
        f.shop_id,
        f.rep,
        date_diff('second', lag(a.at_local) OVER (
            PARTITION BY a.shop_id, a.deal_id ORDER BY a.at_local
        ), a.at_local)::DOUBLE / 86400 AS days
    FROM activity_facts AS a
    INNER JOIN deal_facts AS f ON a.shop_id = f.shop_id AND a.deal_id = f.deal_id
    WHERE f.state = 'open' AND a.took_place AND a.kind <> 'other' AND a.at_local < $as_of
),
told AS (
    SELECT
        shop_id,
        rep,
        false AS is_all,
        days
    FROM done
    WHERE days IS NOT NULL
    UNION ALL
    SELECT
        '' AS shop_id,
        NULL AS rep,
        true AS is_all,
        days
    FROM done
    WHERE days IS NOT NULL
)
SELECT
    shop_id AS shop,
    rep,
    is_all,
    count(*) AS gaps,
    median(days::DOUBLE) AS middle,
    quantile_cont(days::DOUBLE, 0.9) AS high
FROM told
GROUP BY shop_id, rep, is_all
ORDER BY is_all, shop_id, rep
