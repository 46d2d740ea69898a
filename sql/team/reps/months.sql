-- What each won and lost by month, of the deals that closed in some days; rep NULL: nobody.
-- reads: deal_facts
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the days [start, end) on the store's clock
-- name: reps_months
SELECT
    shop_id AS shop,
    rep,
    date_trunc('month', closed_day)::DATE AS month,
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    coalesce(sum(CASE WHEN state = 'won' THEN amount END), 0) AS won_value
FROM deal_facts
WHERE state IN ('won', 'lost') AND closed_day >= $start_at AND closed_day < $end_at
GROUP BY shop_id, rep, date_trunc('month', closed_day)::DATE
ORDER BY shop_id, rep, date_trunc('month', closed_day)::DATE
