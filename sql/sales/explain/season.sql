-- What the same weekdays before sold.
-- reads: sales_ledger
-- then asks: sales/totals
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $step BIGINT: days from one such window to the next

-- name: season
-- The same weekdays and hours of the eight windows before, and (0) of 364 days before.
WITH
back AS (
    SELECT
        v.n,
        CASE WHEN v.n = 0 THEN 364 ELSE v.n * $step END AS ago
    FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8)) AS v (n)
),
windows AS (
    SELECT
        n,
        $start_at - INTERVAL 1 DAY * ago AS start_at,
        $end_at - INTERVAL 1 DAY * ago AS end_at
    FROM back
),
-- A ledger may go back for years: only what lies near a window is held against each.
near AS (
    SELECT
        at_local,
        orders,
        net_sales
    FROM sales_ledger
    WHERE
        (
            at_local >= $start_at - INTERVAL 1 DAY * 8 * $step
            AND at_local < $end_at - INTERVAL 1 DAY * $step
        )
        OR (
            at_local >= $start_at - INTERVAL 364 DAY
            AND at_local < $end_at - INTERVAL 364 DAY
        )
)
SELECT
    w.n,
    coalesce(sum(l.orders), 0)::BIGINT AS orders,
    coalesce(sum(l.net_sales), 0) AS net_sales
FROM windows AS w
LEFT JOIN near AS l ON w.start_at <= l.at_local AND w.end_at > l.at_local
GROUP BY w.n
ORDER BY w.n
