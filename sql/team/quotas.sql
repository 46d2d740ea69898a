-- What is to be won, by whom, and what was won: of every command that holds one against the other.
-- reads: deal_facts, rep_facts
-- may read: targets
-- $first DATE, $after DATE: the days [first, after) asked about
-- $until TIMESTAMP: of the last of them, what closed before it

-- name: lines
-- Targets as they are stated, in the order of their files.
SELECT
    shop_id AS shop,
    coalesce(scope, 'shop') AS scope,
    scope_id AS who,
    period,
    metric,
    value
FROM targets
ORDER BY source_file, source_row

-- name: roster
-- The list of reps.
SELECT
    shop_id AS shop,
    rep_id AS rep,
    name,
    manager,
    team,
    territory,
    start_date AS starts,
    end_date AS ends,
    ramp_plan
FROM rep_facts
ORDER BY shop_id, rep_id

-- name: owners
-- Whom deals name, with what all of their deals agree on.
SELECT
    shop_id AS shop,
    rep,
    max(owner) AS name,
    CASE WHEN min(manager) = max(manager) THEN max(manager) END AS manager,
    CASE WHEN min(team) = max(team) THEN max(team) END AS team,
    CASE WHEN min(territory) = max(territory) THEN max(territory) END AS territory
FROM deal_facts
WHERE rep IS NOT NULL
GROUP BY shop_id, rep
ORDER BY shop_id, rep

-- name: credited
-- What was won in the days asked about; of nobody, where the deal names no rep.
SELECT
    shop_id AS shop,
    rep,
    team,
    coalesce(sum(amount), 0) AS value,
    count(*) AS deals,
    count(*) - count(amount) AS blank
FROM deal_facts
WHERE state = 'won' AND closed_day >= $first AND closed_day < $after AND closed_local < $until
GROUP BY shop_id, rep, team
ORDER BY shop_id, rep, team
