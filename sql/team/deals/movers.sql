-- Each deal that changed: what it was and what it is.
-- reads: deal_changes, deal_stages

-- name: movers
-- By the money that moved: what came, went or changed.
WITH
pipelines AS (
    SELECT
        pipeline,
        max(place) AS places
    FROM deal_stages
    WHERE kind = 'open'
    GROUP BY pipeline
),
changed AS (
    SELECT
        c.*,
        coalesce(3 * t.place > 2 * p.places AND p.places > 1, false) AS was_late,
        n.place - t.place AS steps,
        coalesce(c.was_open AND c.is_open AND c.stage_then <> c.stage_now, false) AS has_moved_on,
        coalesce(c.was_open AND c.is_open AND c.close_then <> c.close_now, false) AS is_redated,
        abs(
            CASE
                WHEN c.leaves = 'won' OR NOT c.was_open THEN coalesce(c.amount_now, 0)
                WHEN c.leaves IS NOT NULL THEN coalesce(c.amount_then, 0)
                ELSE coalesce(c.amount_now, 0) - coalesce(c.amount_then, 0)
            END
        ) AS at_stake
    FROM deal_changes AS c
    LEFT JOIN deal_stages AS t ON c.pipeline = t.pipeline AND c.stage_then = t.stage
    LEFT JOIN deal_stages AS n ON c.pipeline = n.pipeline AND c.stage_now = n.stage
    LEFT JOIN pipelines AS p ON c.pipeline = p.pipeline
)
SELECT
    shop_id AS shop,
    deal_id AS deal,
    name,
    account,
    owner,
    enters,
    leaves,
    moved,
    leaves_period,
    enters_period,
    has_moved_on,
    is_redated,
    steps,
    was_late,
    state_then,
    state_now,
    stage_then,
    stage_now,
    amount_then,
    amount_now,
    close_then,
    close_now,
    at_stake
FROM changed
WHERE
    enters IS NOT NULL OR leaves IS NOT NULL OR moved IS NOT NULL OR has_moved_on OR is_redated
ORDER BY at_stake DESC, amount_now DESC NULLS LAST, shop_id, deal_id
