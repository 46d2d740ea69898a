-- Whether the CRM is worked with: open deals that are active, won ones that it saw coming.
-- may read: deal_use, deals, activities, deal_stage_history
-- $since TIMESTAMP: open deals active from then on are in use
-- $updates BOOLEAN: whether what the CRM last changed counts: only where no history says what

-- name: by_rep
-- Open deals by the last that happened to them, won ones by whether anything did before.
WITH
told AS (
    SELECT
        *,
        greatest(touched_local, CASE WHEN $updates THEN updated_local END) AS last_local
    FROM deal_use
)
SELECT
    max(owner) AS owner,
    count(CASE WHEN state = 'open' THEN 1 END) AS open,
    count(CASE WHEN state = 'open' AND last_local >= $since THEN 1 END) AS active,
    max(CASE WHEN state = 'open' THEN last_local END) AS last_local,
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'won' AND is_followed THEN 1 END) AS followed
FROM told
GROUP BY rep
ORDER BY count(CASE WHEN state = 'open' THEN 1 END) DESC, rep

-- name: use_faults
-- By check how many deals break it, and the first few of them.
-- $top BIGINT: rows shown
WITH
told AS (
    SELECT
        *,
        greatest(touched_local, CASE WHEN $updates THEN updated_local END) AS last_local
    FROM deal_use
),
broken AS (
    SELECT
        CASE WHEN t.state = 'open' THEN 'deal-idle' ELSE 'deal-entered-late' END AS kind,
        d.source_file,
        d.source_row,
        t.deal_id || CASE WHEN t.state = 'open' THEN coalesce(
            ', last on ' || t.last_local::DATE, ': nothing is known of it'
        ) ELSE '' END AS said
    FROM told AS t
    INNER JOIN deals AS d ON t.shop_id = d.shop_id AND t.deal_id = d.deal_id
    WHERE
        (t.state = 'open' AND coalesce(t.last_local < $since, true))
        OR (t.state = 'won' AND NOT t.is_followed)
),
numbered AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY kind) AS bad,
        row_number() OVER (PARTITION BY kind ORDER BY source_file, source_row) AS nth
    FROM broken
)
SELECT
    kind,
    bad,
    source_file,
    source_row,
    said
FROM numbered
WHERE nth <= $top
ORDER BY kind, nth

-- name: traces
-- What says at all that a deal was worked on.
SELECT
    (SELECT count(last_activity_local) FROM deals) AS stated,
    (SELECT count(updated_local) FROM deals) AS updated,
    (SELECT count(deal_id) FROM activities) AS activities,
    (SELECT count(*) FROM deal_stage_history) AS changes
