-- What the store sold on each of its days: the calendar of a forecast, and its total.
-- reads: sales_ledger
-- $end_at TIMESTAMP: only what came before it
-- $clock BIGINT: the clock time, in whole seconds after midnight, after which orders are late

-- name: days
SELECT
    day,
    sum(net_sales) AS net_sales,
    sum(orders)::BIGINT AS orders,
    sum(units) AS units,
    sum(
        CASE WHEN at_local > day::TIMESTAMP + INTERVAL 1 SECOND * $clock THEN orders ELSE 0 END
    )::BIGINT AS late,
    max(CASE WHEN orders > 0 THEN at_local END) AS last_order
FROM sales_ledger AS s
WHERE at_local < $end_at
GROUP BY day
HAVING sum(s.orders) <> 0 OR sum(s.units) <> 0 OR sum(s.net_sales) <> 0
ORDER BY day

-- name: undated
SELECT
    coalesce(sum(net_sales), 0) AS net_sales,
    coalesce(sum(orders), 0)::BIGINT AS orders,
    coalesce(sum(units), 0) AS units
FROM sales_ledger
WHERE at_local IS NULL
-- one row
