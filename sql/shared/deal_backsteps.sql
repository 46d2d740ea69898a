-- Open deals that went back into their stage from a later one, and from which.
-- reads: open_deals, stage_entries, deal_stages
-- not kept: few of the deals are here.
WITH
stays AS (
    SELECT
        e.shop_id,
        e.deal_id,
        o.pipeline,
        o.stage AS stage_now,
        e.stage,
        e.exited_local,
        lag(e.stage) OVER (PARTITION BY e.shop_id, e.deal_id ORDER BY e.nth) AS stage_before
    FROM stage_entries AS e
    INNER JOIN open_deals AS o ON e.shop_id = o.shop_id AND e.deal_id = o.deal_id
)
SELECT
    s.shop_id,
    s.deal_id,
    max(s.stage_before) AS stage_before
FROM stays AS s
INNER JOIN deal_stages AS n ON s.pipeline = n.pipeline AND s.stage = n.stage
INNER JOIN deal_stages AS b ON s.pipeline = b.pipeline AND s.stage_before = b.stage
WHERE
    s.stage = s.stage_now AND s.exited_local IS NULL
    AND b.kind = 'open' AND b.place > n.place
GROUP BY s.shop_id, s.deal_id
