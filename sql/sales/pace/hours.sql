-- What each hour of each day brought, for the course of a usual day.
-- reads: sales_ledger
-- $course_from, $end_at TIMESTAMP: the days that make it, and today so far, [start, end)

-- name: hours
SELECT
    day,
    hour(at_local)::BIGINT AS hour,
    sum(net_sales) AS net_sales
FROM sales_ledger
WHERE at_local >= $course_from AND at_local < $end_at
GROUP BY day, hour(at_local)
ORDER BY day, hour(at_local)
