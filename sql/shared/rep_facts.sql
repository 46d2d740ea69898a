-- Each rep once, by the name that deals and quotas use of them: manager, team, first and last day.
-- reads: question
-- may read: reps
-- not kept: a row a rep.
SELECT
    r.shop_id,
    r.rep_id,
    coalesce(r.name, r.rep_id) AS name,
    replace(lower(coalesce(r.name, r.rep_id)), ' ', '') AS name_key,
    coalesce(r.manager, m.name, r.manager_id) AS manager,
    r.team,
    r.territory,
    r.role,
    r.start_date,
    r.end_date,
    r.is_active,
    r.ramp_plan
FROM reps AS r
LEFT JOIN reps AS m ON r.shop_id = m.shop_id AND r.manager_id = m.rep_id
