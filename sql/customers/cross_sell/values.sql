-- What each order of a window is worth: its goods less discounts, as in the average order value.
-- reads: numbered_orders, order_value
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)

-- name: values
-- In the order of their numbers.
SELECT (v.gross_sales - v.discounts)::DOUBLE AS value
FROM order_value AS v
INNER JOIN numbered_orders AS o ON v.shop_id = o.shop_id AND v.order_id = o.order_id
WHERE
    v.product_lines > 0
    AND (
        (o.ordered_local >= $start_at AND o.ordered_local < $end_at)
        OR ($undated AND o.ordered_local IS NULL)
    )
ORDER BY o.number
