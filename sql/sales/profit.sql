-- Sales with a known unit cost, and that cost, less the goods that came back.
-- reads: line_sales, line_returns
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
WITH
moves AS (
    SELECT
        ordered_local AS at_local,
        CASE WHEN cost IS NOT NULL THEN sales ELSE 0 END AS covered,
        coalesce(cost, 0) AS cost
    FROM line_sales
    UNION ALL
    SELECT
        booked_local AS at_local,
        CASE WHEN cost IS NOT NULL THEN -returns ELSE 0 END AS covered,
        -coalesce(cost, 0) AS cost
    FROM line_returns
)
SELECT
    coalesce(sum(covered), 0) AS covered,
    coalesce(sum(cost), 0) AS cost
FROM moves
WHERE (at_local >= $start_at AND at_local < $end_at) OR ($undated AND at_local IS NULL)
-- one row
