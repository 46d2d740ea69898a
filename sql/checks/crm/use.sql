-- Whether the CRM is worked with: open deals that are active, won ones that it saw coming.
-- may read: deal_facts, deals, activities, deal_stage_history, stage_entries
-- $now TIMESTAMP: as-of
-- $since TIMESTAMP: open deals active from then on are in use
-- $updates BOOLEAN: whether what the CRM last changed counts: only where no history says what

-- name: by_rep
-- Open deals by the last that happened to them, won ones by whether anything did before.
WITH
done AS (
    SELECT
        shop_id,
        deal_id,
        max(coalesce(happened_local, created_local)) AS last_local
    FROM activities
    WHERE coalesce(done, true) AND coalesce(happened_local, created_local) < $now
    GROUP BY shop_id, deal_id
),
changed AS (
    SELECT
        shop_id,
        deal_id,
        max(entered_local) AS last_local
    FROM deal_stage_history
    GROUP BY shop_id, deal_id
),
passed AS (
    SELECT DISTINCT
        shop_id,
        deal_id
    FROM stage_entries
    WHERE exited_local IS NOT NULL
),
told AS (
    SELECT
        f.rep,
        f.owner,
        f.state,
        greatest(
            f.created_local, f.stage_entered_local, f.last_activity_local, a.last_local, c.last_local,
            CASE WHEN $updates THEN f.updated_local END
        ) AS last_local,
        f.last_activity_local IS NOT NULL OR a.deal_id IS NOT NULL OR p.deal_id IS NOT NULL AS is_followed
    FROM deal_facts AS f
    LEFT JOIN done AS a ON f.shop_id = a.shop_id AND f.deal_id = a.deal_id
    LEFT JOIN changed AS c ON f.shop_id = c.shop_id AND f.deal_id = c.deal_id
    LEFT JOIN passed AS p ON f.shop_id = p.shop_id AND f.deal_id = p.deal_id
    WHERE f.state IN ('open', 'won')
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

-- name: traces
-- What says at all that a deal was worked on.
SELECT
    (SELECT count(last_activity_local) FROM deals) AS stated,
    (SELECT count(updated_local) FROM deals) AS updated,
    (SELECT count(deal_id) FROM activities) AS activities,
    (SELECT count(*) FROM deal_stage_history) AS changes
