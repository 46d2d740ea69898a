-- Each listed account, and whose it is as deals and quotas name reps.
-- reads: rep_facts, rep_names
-- may read: accounts
-- not kept: a row an account.
-- Told as in deal_facts: by the id of the list of reps, else by a name that only one rep has, else as
-- the list of accounts names them.
SELECT
    a.shop_id,
    a.account_id,
    coalesce(a.name, a.account_id) AS name,
    replace(lower(coalesce(a.name, a.account_id)), ' ', '') AS name_key,
    a.parent_id,
    coalesce(i.rep_id, n.rep_id, a.owner_id, a.owner) AS rep,
    coalesce(i.name, n.rep_id, a.owner, a.owner_id) AS owner,
    a.territory,
    coalesce(a.segment, a.industry) AS segment,
    a.employees,
    a.last_activity_day
FROM accounts AS a
LEFT JOIN rep_facts AS i ON a.shop_id = i.shop_id AND a.owner_id = i.rep_id
LEFT JOIN rep_names AS n
    ON
        a.shop_id = n.shop_id
        AND replace(lower(coalesce(a.owner, a.owner_id)), ' ', '') = n.name_key
        AND (n.is_listed OR coalesce(a.owner_id, a.owner) = a.owner)
