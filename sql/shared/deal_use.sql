-- Each open or won deal: when anything last happened to it, and whether the CRM saw it coming.
-- reads: deal_facts, stage_entries
-- may read: activities, deal_stage_history
-- touched_local is the last of its creation, its stages and what was done about it; the CRM's own stamp
-- of its last change stands apart. is_followed: an activity or an earlier stage of it is known.
WITH
done AS (
    SELECT
        shop_id,
        deal_id,
        max(coalesce(happened_local, created_local)) AS last_local
    FROM activities
    WHERE coalesce(done, true)
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
)
SELECT
    f.shop_id,
    f.deal_id,
    f.rep,
    f.owner,
    f.state,
    greatest(
        f.created_local, f.stage_entered_local, f.last_activity_local, a.last_local, c.last_local
    ) AS touched_local,
    f.updated_local,
    f.last_activity_local IS NOT NULL OR a.deal_id IS NOT NULL OR p.deal_id IS NOT NULL AS is_followed
FROM deal_facts AS f
LEFT JOIN done AS a ON f.shop_id = a.shop_id AND f.deal_id = a.deal_id
LEFT JOIN changed AS c ON f.shop_id = c.shop_id AND f.deal_id = c.deal_id
LEFT JOIN passed AS p ON f.shop_id = p.shop_id AND f.deal_id = p.deal_id
WHERE f.state IN ('open', 'won')
