-- What was given back to each known customer: a row a refund, of an order or without one.
-- reads: refund_events, order_customers
-- may read: refunds
WITH
-- A refund that names no order may name its customer.
payees AS (
    SELECT
        shop_id,
        refund_id,
        max(customer_id) AS customer
    FROM refunds
    WHERE order_id IS NULL
    GROUP BY shop_id, refund_id
)
SELECT
    c.shop_id,
    c.customer,
    r.order_id,
    r.booked_local,
    r.returns
FROM refund_events AS r
INNER JOIN order_customers AS c ON r.shop_id = c.shop_id AND r.order_id = c.order_id
WHERE c.customer IS NOT NULL
UNION ALL
SELECT
    p.shop_id,
    p.customer,
    NULL::VARCHAR AS order_id,
    r.booked_local,
    r.returns
FROM refund_events AS r
INNER JOIN payees AS p ON r.shop_id = p.shop_id AND r.refund_id = p.refund_id
WHERE r.order_id IS NULL AND p.customer IS NOT NULL
