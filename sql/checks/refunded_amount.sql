-- The refunded amount that an order states is no more than its total.
-- check: refund
-- breach: state that more was refunded than was paid
-- counts: orders
-- column refunded money : refunded_amount | refunded
-- column order text : order_no | order_id
-- column total money : total | amount
-- name: violations
SELECT source_row, "order" || ': ' || refunded || ' of ' || total AS value
FROM exported
WHERE refunded > total + 0.01
-- name: of
SELECT count(*) FROM exported
WHERE refunded > 0
