-- What came into the pipeline and what left it, by money and number.
-- reads: deal_changes, deal_facts
-- $by VARCHAR: what to part the deals by
-- $start_day DATE: when the comparison begins

-- name: flows
-- Deals that went the same way, together.
WITH
parted AS (
    SELECT
        CASE $by
            WHEN 'owner' THEN c.owner
            WHEN 'manager' THEN f.manager
            WHEN 'team' THEN f.team
            WHEN 'territory' THEN f.territory
            WHEN 'channel' THEN f.channel
            WHEN 'source' THEN f.lead_source
            WHEN 'segment' THEN f.segment
            WHEN 'product' THEN f.product
            WHEN 'type' THEN f.type
        END AS part,
        c.was_open,
        c.is_open,
        c.enters,
        c.leaves,
        c.moved,
        c.due_then = 'in' AS was_due,
        c.due_now = 'in' AS is_due,
        c.enters_period,
        c.leaves_period,
        c.amount_then,
        c.amount_now,
        c.created_day
    FROM deal_changes AS c
    LEFT JOIN deal_facts AS f ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
    WHERE c.was_open OR c.is_open OR c.enters IS NOT NULL
)
SELECT
    part,
    was_open,
    is_open,
    enters,
    leaves,
    moved,
    was_due,
    is_due,
    enters_period,
    leaves_period,
    count(*) AS deals,
    coalesce(sum(amount_then), 0) AS then_value,
    coalesce(sum(amount_now), 0) AS now_value,
    count(CASE WHEN amount_then IS NULL THEN 1 END) AS then_blank,
    count(CASE WHEN amount_now IS NULL THEN 1 END) AS now_blank,
    count(CASE WHEN created_day < $start_day THEN 1 END) AS begun_before
FROM parted
GROUP BY
    part,
    was_open,
    is_open,
    enters,
    leaves,
    moved,
    was_due,
    is_due,
    enters_period,
    leaves_period
ORDER BY
    part,
    was_open,
    is_open,
    enters,
    leaves,
    moved,
    was_due,
    is_due,
    enters_period,
    leaves_period

-- name: states
-- All deals by how they stand.
SELECT
    state,
    count(*) AS deals
FROM deal_facts
GROUP BY state
ORDER BY state
