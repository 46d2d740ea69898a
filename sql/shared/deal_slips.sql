-- How often the close date of each open deal moved into a later month; those whose never did are not here.
-- reads: open_deals
-- may read: deal_stage_history, deal_snapshots
-- not kept: few of the deals are here.
-- By stage history, by copies of exports and by what the deal says now, in their order.
WITH
expected AS (
    SELECT
        h.shop_id,
        h.deal_id,
        h.entered_local AS told_at,
        h.source_row,
        h.close_date
    FROM deal_stage_history AS h
    INNER JOIN open_deals AS o ON h.shop_id = o.shop_id AND h.deal_id = o.deal_id
    WHERE h.close_date IS NOT NULL
    UNION ALL
    SELECT
        c.shop_id,
        c.deal_id,
        c.day::TIMESTAMP AS told_at,
        0 AS source_row,
        c.close_date
    FROM deal_snapshots AS c
    INNER JOIN open_deals AS o ON c.shop_id = o.shop_id AND c.deal_id = o.deal_id
    WHERE c.close_date IS NOT NULL
    UNION ALL
    SELECT
        shop_id,
        deal_id,
        TIMESTAMP '9999-12-31 00:00:00' AS told_at,
        0 AS source_row,
        close_date
    FROM open_deals
    WHERE close_date IS NOT NULL
),
in_turn AS (
    SELECT
        shop_id,
        deal_id,
        close_date,
        lag(close_date) OVER (PARTITION BY shop_id, deal_id ORDER BY told_at, source_row)
            AS date_before
    FROM expected
)
SELECT
    shop_id,
    deal_id,
    count(*) AS slips
FROM in_turn
WHERE date_trunc('month', close_date) > date_trunc('month', date_before)
GROUP BY shop_id, deal_id
