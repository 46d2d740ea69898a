-- Reps: who there are, what each did, has open and won.
-- reads: deal_facts, rep_facts, rep_activities
-- may read: activities
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $as_of TIMESTAMP: the question's now

-- name: reps_listed
-- The list of reps; a manager is who others of it name as theirs.
WITH
managers AS (
    SELECT DISTINCT
        shop_id,
        replace(lower(manager), ' ', '') AS name_key
    FROM rep_facts
    WHERE manager IS NOT NULL
)
SELECT
    r.shop_id AS shop,
    r.rep_id AS rep,
    r.name,
    r.manager,
    r.team,
    r.start_date AS starts,
    r.end_date AS ends,
    r.is_active,
    r.ramp_plan,
    m.name_key IS NOT NULL AS is_manager
FROM rep_facts AS r
LEFT JOIN managers AS m ON r.shop_id = m.shop_id AND r.name_key = m.name_key
ORDER BY r.shop_id, r.rep_id

-- name: reps_owning
-- Whom deals name, under each name that they go by, and when one of their deals last changed.
SELECT
    shop_id AS shop,
    rep,
    owner AS name,
    CASE WHEN min(manager) = max(manager) THEN max(manager) END AS manager,
    CASE WHEN min(team) = max(team) THEN max(team) END AS team,
    count(*) AS deals,
    count(CASE WHEN state IN ('closed', 'unknown') THEN 1 END) AS untold,
    count(CASE WHEN state IN ('won', 'lost') AND closed_day IS NULL THEN 1 END) AS undated,
    greatest(
        max(created_local), max(CASE WHEN closed_local <= $as_of THEN closed_local END),
        max(updated_local), max(last_activity_local), max(stage_entered_local)
    ) AS changed_local
FROM deal_facts
GROUP BY shop_id, rep, owner
ORDER BY shop_id, rep, owner

-- name: reps_acting
-- What each did in the window, and when they last did it at all.
SELECT
    shop_id AS shop,
    rep,
    kind,
    count(CASE WHEN at_local >= $start_at AND at_local < $end_at THEN 1 END) AS activities,
    max(CASE WHEN at_local <= $as_of THEN at_local END) AS at_local
FROM rep_activities
GROUP BY shop_id, rep, kind
ORDER BY shop_id, rep, kind
