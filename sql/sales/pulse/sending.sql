-- What waits to be sent.
-- reads: orders, order_value, line_sales

-- name: open_orders
-- Paid orders with goods to send that have not gone out in full; their unfulfilled value.
WITH
goods AS (
    SELECT
        shop_id,
        order_id,
        sum(sales) AS value
    FROM line_sales
    WHERE requires_shipping AND coalesce(fulfillment_status, '') <> 'fulfilled'
    GROUP BY shop_id, order_id
)
SELECT
    coalesce(o.order_no, o.order_id) AS order_no,
    coalesce(o.paid_local, v.ordered_local) AS since,
    o.financial_status IN ('paid', 'partially_refunded') AS paid,
    o.fulfillment_status = 'partial' AS partly,
    g.value
FROM orders AS o
INNER JOIN order_value AS v ON o.shop_id = v.shop_id AND o.order_id = v.order_id
INNER JOIN goods AS g ON o.shop_id = g.shop_id AND o.order_id = g.order_id
WHERE
    o.fulfillment_status IN ('unfulfilled', 'partial')
    AND o.cancelled_local IS NULL
    AND coalesce(o.financial_status, '') <> 'refunded'
    AND coalesce(o.paid_local, v.ordered_local) IS NOT NULL
ORDER BY since, order_no, g.value

-- name: states_fulfillment
-- Whether the exports say of any order if it was sent.
SELECT count(fulfillment_status) AS n
FROM orders
