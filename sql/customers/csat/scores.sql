-- How satisfied customers are and how likely they recommend the shop, in two windows.
-- reads: satisfaction, orders
-- $start_at, $end_at TIMESTAMP: the window [start, end), whose rows are is_now 1
-- $before_from_at, $before_to_at TIMESTAMP: the one that it is compared with, is_now 0

-- name: served
-- By what they were asked about (tickets, surveys), who served them, or by which way they came.
-- $by VARCHAR: about, agent or channel
WITH
named AS (
    SELECT
        CASE WHEN $by = 'agent' THEN agent WHEN $by = 'channel' THEN channel ELSE about END AS name,
        CASE WHEN at_local >= $start_at THEN 1 ELSE 0 END AS is_now,
        is_rated,
        is_satisfied,
        is_scored,
        is_promoter,
        is_detractor
    FROM satisfaction
    WHERE
        (at_local >= $start_at AND at_local < $end_at)
        OR (at_local >= $before_from_at AND at_local < $before_to_at)
)
SELECT
    count(*) AS answers,
    sum(is_rated)::BIGINT AS rated,
    sum(is_satisfied)::BIGINT AS satisfied,
    sum(is_scored)::BIGINT AS scored,
    sum(is_promoter)::BIGINT AS promoters,
    sum(is_detractor)::BIGINT AS detractors,
    name,
    is_now
FROM named
GROUP BY name, is_now
ORDER BY name NULLS LAST, is_now

-- name: months
-- $first_at TIMESTAMP: the first midnight of the first month shown
SELECT
    count(*) AS answers,
    sum(is_rated)::BIGINT AS rated,
    sum(is_satisfied)::BIGINT AS satisfied,
    sum(is_scored)::BIGINT AS scored,
    sum(is_promoter)::BIGINT AS promoters,
    sum(is_detractor)::BIGINT AS detractors,
    date_trunc('month', at_local)::DATE AS month
FROM satisfaction
WHERE at_local >= $first_at AND at_local < $end_at
GROUP BY date_trunc('month', at_local)::DATE
ORDER BY month

-- name: answers_known
-- How far answers reach, and which count nowhere.
SELECT
    min(at_local) AS first_answer,
    max(at_local) AS last_answer,
    count(*) AS answers,
    count(*) - count(at_local) AS undated,
    coalesce(sum(is_off_scale), 0)::BIGINT AS off_scale
FROM satisfaction
