-- How the values of a window's orders lie, and the orders far above the others.
-- reads: order_value
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $fence DOUBLE: the value above which an order is far from the others

-- name: spread
SELECT
    count(*) AS orders,
    coalesce(sum(kept), 0) AS order_value,
    quantile_cont(kept::DOUBLE, 0.25) AS q1,
    quantile_cont(kept::DOUBLE, 0.5) AS median,
    quantile_cont(kept::DOUBLE, 0.75) AS q3
FROM order_value
WHERE
    product_lines > 0
    AND (
        (ordered_local >= $start_at AND ordered_local < $end_at)
        OR ($undated AND ordered_local IS NULL)
    )
-- one row

-- name: far_orders
SELECT
    coalesce(order_no, order_id) AS order_no,
    kept AS order_value
FROM order_value
WHERE
    product_lines > 0
    AND kept::DOUBLE > $fence
    AND (
        (ordered_local >= $start_at AND ordered_local < $end_at)
        OR ($undated AND ordered_local IS NULL)
    )
ORDER BY kept DESC, ordered_local, order_no, shop_id, order_id
