-- What each day brought before and after one clock time, today included.
-- reads: sales_ledger
-- may read: shop_targets
-- then asks: sales/targets
-- $start_at, $end_at TIMESTAMP: the days looked back on and today so far, [start, end)
-- $clock BIGINT: the clock time, in whole seconds after midnight, that past days are cut at
-- $silent BIGINT: the clock time of the last order of today

-- name: last_order
SELECT max(at_local) AS at_local
FROM sales_ledger
WHERE orders > 0 AND at_local >= $start_at AND at_local < $end_at
-- one row

-- name: days
WITH
entries AS (
    SELECT
        day,
        at_local,
        net_sales,
        orders,
        at_local < day::TIMESTAMP + INTERVAL 1 SECOND * $clock AS before,
        at_local > day::TIMESTAMP + INTERVAL 1 SECOND * $silent AS after_silence
    FROM sales_ledger
    WHERE at_local >= $start_at AND at_local < $end_at
)
SELECT
    day,
    sum(net_sales) AS net_sales,
    sum(CASE WHEN before THEN net_sales ELSE 0 END) AS so_far,
    sum(orders)::BIGINT AS orders,
    sum(CASE WHEN before THEN orders ELSE 0 END)::BIGINT AS orders_so_far,
    sum(CASE WHEN before AND after_silence THEN orders ELSE 0 END)::BIGINT AS orders_in_silence,
    sum(CASE WHEN at_local > day::TIMESTAMP THEN orders ELSE 0 END)::BIGINT AS timed
FROM entries
GROUP BY day
ORDER BY day
