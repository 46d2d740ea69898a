-- What was won and lost in a window, and how many deals were begun in it.
-- reads: deal_facts
-- $start_at, $end_at TIMESTAMP: the window [start, end) on the store's clock

-- name: closed
SELECT
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    coalesce(sum(CASE WHEN state = 'won' THEN amount END), 0)::DECIMAL(28, 4) AS won_value,
    coalesce(sum(CASE WHEN state = 'lost' THEN amount END), 0)::DECIMAL(28, 4) AS lost_value,
    count(CASE WHEN state = 'won' THEN amount END) AS won_valued,
    coalesce(sum(CASE WHEN state = 'won' THEN cycle_days END), 0)::BIGINT AS cycle_days,
    count(CASE WHEN state = 'won' THEN cycle_days END) AS cycles
FROM deal_facts
WHERE closed_local >= $start_at AND closed_local < $end_at
-- one row

-- name: begun
SELECT count(*) AS deals
FROM deal_facts
WHERE created_local >= $start_at AND created_local < $end_at
-- one row
