-- What each rep has open now, by stage.
-- reads: deal_facts, deal_weights
-- name: reps_open
SELECT
    f.shop_id AS shop,
    f.rep,
    f.pipeline,
    f.stage,
    count(*) AS deals,
    count(f.amount) AS valued,
    coalesce(sum(f.amount), 0) AS value,
    count(f.amount * w.chance) AS weighed,
    coalesce(sum((f.amount * w.chance::DOUBLE::DECIMAL(9, 6))::DECIMAL(18, 2)), 0) AS weighted
FROM deal_facts AS f
LEFT JOIN deal_weights AS w ON f.shop_id = w.shop_id AND f.deal_id = w.deal_id
WHERE f.state = 'open'
GROUP BY f.shop_id, f.rep, f.pipeline, f.stage
ORDER BY f.shop_id, f.rep, f.pipeline, f.stage
