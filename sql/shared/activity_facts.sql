-- Each activity, done or not, whose it is as deals and quotas name reps, and the deal it is about.
-- reads: rep_facts, rep_names
-- may read: activities
-- Told as in deal_facts: by the id of the list of reps, else by a name that only one rep has, else as
-- the activity names them. Where the CRM does not say whether it took place, it counts as done; what is
-- still planned at as-of has been set to not done.
SELECT
    a.shop_id,
    a.deal_id,
    coalesce(i.rep_id, n.rep_id, a.owner_id, a.owner) AS rep,
    CASE
        WHEN a.type IN ('call', 'meeting', 'email', 'demo', 'proposal') THEN a.type
        ELSE 'other'
    END AS kind,
    a.type,
    nullif(trim(a.outcome), '') AS outcome,
    a.minutes,
    coalesce(a.done, true) AS took_place,
    coalesce(a.happened_local, a.created_local) AS at_local
FROM activities AS a
LEFT JOIN rep_facts AS i ON a.shop_id = i.shop_id AND a.owner_id = i.rep_id
LEFT JOIN rep_names AS n
    ON
        a.shop_id = n.shop_id
        AND replace(lower(coalesce(a.owner, a.owner_id)), ' ', '') = n.name_key
        AND (n.is_listed OR coalesce(a.owner_id, a.owner) = a.owner)
