-- What became of the leads that came in: opportunities, sales, or nothing yet.
-- reads: deal_facts
-- may read: lead_states
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) of the days leads came in on
-- $undated BOOLEAN: whether leads without such a day count too
-- name: leads_come
-- one row
SELECT
    count(*) AS leads,
    count(became) AS stated,
    count(CASE WHEN became = 1 THEN 1 END) AS converted,
    count(CASE WHEN coalesce(became, 0) = 0 AND given_up THEN 1 END) AS given_up,
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    count(CASE WHEN became = 1 AND state = 'open' THEN 1 END) AS open_deals,
    count(CASE WHEN became = 1 AND deal_id IS NULL THEN 1 END) AS dealless,
    count(CASE WHEN became = 1 AND deal_id IS NOT NULL AND state IS NULL THEN 1 END)
        AS stray
FROM lead_states
WHERE
    (created_local >= $start_at AND created_local < $end_at)
    OR ($undated AND created_local IS NULL)
