-- What is open and how likely it is won, what was won in this period, and what is to be won.
-- reads: open_deals, deal_weights, deal_facts, deal_stages, stage_codes
-- may read: targets
-- then asks: team/quotas
-- $today DATE: the day of as-of
-- $first DATE, $after DATE: the period [first, end)

-- name: counts
-- One row: all deals by how they stand, and what they state.
SELECT
    count(*) AS deals,
    count(CASE WHEN state = 'open' THEN 1 END) AS open,
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    count(CASE WHEN state = 'closed' THEN 1 END) AS closed,
    count(CASE WHEN state = 'unknown' THEN 1 END) AS unknown,
    count(CASE WHEN state = 'open' THEN forecast_category END) AS categorised,
    count(CASE WHEN state = 'won' AND closed_day IS NULL THEN 1 END) AS won_undated,
    avg(CASE WHEN state = 'won' THEN amount END)::DOUBLE AS mean_won
FROM deal_facts

-- name: open_now
SELECT
    coalesce(c.code, 0) AS code,
    date_diff('day', o.entered_local::DATE, $today) AS in_stage,
    date_diff('day', o.created_day, $today) AS age,
    date_diff('day', $today, o.close_date) AS closes_in,
    w.chance,
    coalesce(w.basis, 'none') AS basis,
    o.amount::DOUBLE AS amount,
    o.list_price::DOUBLE AS list_price,
    dense_rank() OVER (ORDER BY o.shop_id, coalesce(o.rep, ''), coalesce(o.team, '')) AS whose
FROM open_deals AS o
LEFT JOIN deal_weights AS w ON o.shop_id = w.shop_id AND o.deal_id = w.deal_id
LEFT JOIN stage_codes AS c ON o.pipeline = c.pipeline AND o.stage = c.stage
ORDER BY o.shop_id, o.deal_id

-- name: stages
SELECT
    c.code,
    s.stage,
    s.kind,
    s.planned_chance
FROM deal_stages AS s
INNER JOIN stage_codes AS c ON s.pipeline = c.pipeline AND s.stage = c.stage
ORDER BY c.code

-- name: won
-- One row: what was won in the period.
SELECT
    count(*) AS deals,
    count(amount) AS valued,
    sum(amount) AS value
FROM deal_facts
WHERE state = 'won' AND closed_day >= $first AND closed_day < $after

-- name: categories
SELECT
    replace(replace(lower(coalesce(forecast_category, '')), ' ', ''), '_', '') AS category,
    count(*) AS deals,
    count(amount) AS valued,
    sum(amount) AS value
FROM deal_facts
WHERE state = 'open' AND close_date >= $first AND close_date < $after
GROUP BY replace(replace(lower(coalesce(forecast_category, '')), ' ', ''), '_', '')
ORDER BY replace(replace(lower(coalesce(forecast_category, '')), ' ', ''), '_', '')

-- name: open_whose
-- Whose open deals are, in the order in which open_now numbers them.
SELECT
    shop_id AS shop,
    coalesce(rep, '') AS rep,
    coalesce(team, '') AS team,
    count(*) AS deals
FROM open_deals
GROUP BY shop_id, coalesce(rep, ''), coalesce(team, '')
ORDER BY shop_id, coalesce(rep, ''), coalesce(team, '')
