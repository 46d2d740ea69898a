-- What the pipeline is held against: the deals that have closed, the stages, the names.
-- reads: deal_facts, deal_stages, stage_waits, deal_products
-- may read: targets
-- then asks: team/quotas
-- $first DATE, $after DATE: the days [first, after) that the quotas are of

-- name: ended
-- One row: all deals by how they stand, and what those that closed were worth and took.
SELECT
    count(*) AS deals,
    count(CASE WHEN state = 'open' THEN 1 END) AS open,
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    count(CASE WHEN state = 'closed' THEN 1 END) AS closed,
    count(CASE WHEN state = 'unknown' THEN 1 END) AS unknown,
    count(CASE WHEN state = 'won' THEN amount END) AS won_valued,
    sum(CASE WHEN state = 'won' THEN amount END) AS won_value,
    sum(CASE WHEN state = 'lost' THEN amount END) AS lost_value,
    count(CASE WHEN state = 'won' THEN cycle_days END) AS cycles,
    sum(CASE WHEN state = 'won' THEN cycle_days END)::BIGINT AS cycle_days,
    median((CASE WHEN state = 'won' THEN cycle_days END)::DOUBLE) AS median_cycle,
    count(CASE WHEN state = 'won' AND closed_day < created_day THEN 1 END) AS backwards,
    count(CASE WHEN state = 'open' THEN coalesce(next_step, next_activity_local::VARCHAR) END) AS steps,
    count(CASE WHEN state = 'open' THEN owner END) AS owned,
    count(CASE WHEN state = 'open' THEN amount END) AS valued,
    count(CASE WHEN state = 'open' THEN coalesce(amount, list_price) END) AS priced,
    count(CASE WHEN state = 'open' THEN close_date END) AS dated,
    max(CASE WHEN state = 'open' THEN close_date END) AS last_close,
    min(closed_day) AS first_closed
FROM deal_facts

-- name: stages
SELECT
    s.pipeline,
    s.stage,
    s.place,
    s.basis,
    s.open_deals,
    s.is_qualified,
    coalesce(w.won_stays, 0) AS won_stays,
    w.median_days AS won_days,
    w.p75_days
FROM deal_stages AS s
LEFT JOIN stage_waits AS w ON s.pipeline = w.pipeline AND s.stage = w.stage
WHERE s.kind = 'open'
ORDER BY s.pipeline, s.place

-- name: products
-- Products as deals write them, most deals first.
SELECT
    written,
    sum(deals)::BIGINT AS deals,
    max(listed) AS listed,
    found,
    max(list_price) AS list_price
FROM deal_products
GROUP BY written, found
ORDER BY sum(deals) DESC, written, found

-- name: closing
-- What is to close in the days of the quotas.
SELECT
    shop_id AS shop,
    rep,
    team,
    coalesce(sum(CASE WHEN $listed THEN coalesce(amount, list_price) ELSE amount END), 0) AS value,
    count(*) AS deals
FROM deal_facts
WHERE state = 'open' AND close_date >= $first AND close_date < $after
GROUP BY shop_id, rep, team
ORDER BY shop_id, rep, team
