-- Where the quarters of won deals part, by amount and by list price; and how many have either.
-- reads: deal_facts
-- $start_at, $end_at TIMESTAMP: the window [start, end); $undated BOOLEAN: all that is loaded instead
-- $cohort BOOLEAN: of all that has closed, since a cohort has no such window
SELECT
    count(*) AS closed,
    count(list_price) AS priced,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    count(CASE WHEN state = 'lost' AND amount > 0 THEN 1 END) AS lost_valued,
    quantile_cont(CASE WHEN state = 'won' AND amount > 0 THEN amount END::DOUBLE, 0.25) AS amount_1,
    quantile_cont(CASE WHEN state = 'won' AND amount > 0 THEN amount END::DOUBLE, 0.5) AS amount_2,
    quantile_cont(CASE WHEN state = 'won' AND amount > 0 THEN amount END::DOUBLE, 0.75) AS amount_3,
    quantile_cont(CASE WHEN state = 'won' THEN list_price END::DOUBLE, 0.25) AS price_1,
    quantile_cont(CASE WHEN state = 'won' THEN list_price END::DOUBLE, 0.5) AS price_2,
    quantile_cont(CASE WHEN state = 'won' THEN list_price END::DOUBLE, 0.75) AS price_3
FROM deal_facts
WHERE
    state IN ('won', 'lost')
    AND ($undated OR $cohort OR (closed_day >= $start_at AND closed_day < $end_at))
