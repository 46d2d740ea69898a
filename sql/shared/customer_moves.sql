-- What each known customer bought and gave back, each at its moment: a row an order, a row a refund.
-- not kept: each statement takes the few rows and columns that it asks for.
-- reads: order_customers, customer_refunds, customer_dateless
WITH
moves AS (
    SELECT
        shop_id,
        customer,
        ordered_local AS at_local,
        1 AS orders,
        kept AS order_value,
        kept AS net_sales
    FROM order_customers
    UNION ALL
    SELECT
        shop_id,
        customer,
        ordered_local AS at_local,
        0 AS orders,
        0::DECIMAL(28, 8) AS order_value,
        -net_sales AS net_sales
    FROM customer_dateless
    UNION ALL
    SELECT
        shop_id,
        customer,
        NULL::TIMESTAMP AS at_local,
        0 AS orders,
        0::DECIMAL(28, 8) AS order_value,
        net_sales
    FROM customer_dateless
    UNION ALL
    SELECT
        shop_id,
        customer,
        booked_local AS at_local,
        0 AS orders,
        0::DECIMAL(28, 8) AS order_value,
        -returns AS net_sales
    FROM customer_refunds
)
SELECT *
FROM moves
WHERE customer IS NOT NULL
