-- What waits to be sent.
-- reads: orders, unsent_orders, order_parcels

-- name: open_orders
-- Orders with goods to send that have not gone out in full; their unfulfilled value.
SELECT
    order_no,
    since_local AS since,
    promised_local AS promised,
    paid,
    partly,
    value
FROM unsent_orders
ORDER BY since_local, order_no, value

-- name: states_fulfillment
-- Whether the exports say of any order if it was sent.
SELECT
    (SELECT count(fulfillment_status) FROM orders) + (SELECT count(*) FROM order_parcels) AS n
