-- Who placed each order with products, and when that customer's first one was.
-- reads: order_customers
WITH
firsts AS (
    SELECT
        shop_id,
        customer,
        min(ordered_local) AS first_local
    FROM order_customers
    GROUP BY shop_id, customer
)
SELECT
    o.*,
    f.first_local
FROM order_customers AS o
LEFT JOIN firsts AS f ON o.shop_id = f.shop_id AND o.customer IS NOT DISTINCT FROM f.customer
