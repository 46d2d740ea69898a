-- The rep of each name that only one rep of a shop has: how a file that knows no ids names them.
-- reads: rep_facts
-- may read: deals
-- not kept: a row a rep.
-- A name that no list of reps has is a rep of its own where deals give no id beside it, by the spelling
-- of most deals. Names that differ only in case and spaces are one.
WITH
listed AS (
    SELECT
        shop_id,
        name_key,
        max(rep_id) AS rep_id,
        count(*) AS reps
    FROM rep_facts
    GROUP BY shop_id, name_key
),
spelled AS (
    SELECT
        shop_id,
        owner,
        replace(lower(owner), ' ', '') AS name_key,
        count(*) AS deals
    FROM deals
    WHERE coalesce(owner_id, owner) = owner
    GROUP BY shop_id, owner
),
ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY shop_id, name_key
            ORDER BY deals DESC, owner = lower(owner), length(owner), owner DESC
        ) AS nth
    FROM spelled
)
SELECT
    shop_id,
    name_key,
    rep_id,
    true AS is_listed
FROM listed
WHERE reps = 1
UNION ALL
SELECT
    r.shop_id,
    r.name_key,
    r.owner AS rep_id,
    false AS is_listed
FROM ranked AS r
LEFT JOIN listed AS l ON r.shop_id = l.shop_id AND r.name_key = l.name_key
WHERE r.nth = 1 AND l.name_key IS NULL
