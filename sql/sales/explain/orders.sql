-- Which orders of two windows are the largest.
-- reads: order_value
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $base_from, $base_to TIMESTAMP: the window compared with

-- name: largest
WITH
placed AS (
    SELECT
        shop_id,
        order_id,
        order_no,
        kept AS value,
        coalesce(ordered_local >= $start_at AND ordered_local < $end_at, false) AS is_now
    FROM order_value
    WHERE
        (ordered_local >= $start_at AND ordered_local < $end_at)
        OR (ordered_local >= $base_from AND ordered_local < $base_to)
)
SELECT
    coalesce(order_no, order_id) AS order_no,
    value,
    is_now
FROM placed
ORDER BY value DESC, shop_id, order_id
LIMIT 2
