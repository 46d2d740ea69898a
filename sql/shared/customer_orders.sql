-- Who placed each order with products, and when that customer's first one was.
-- reads: order_customers, customer_firsts
SELECT
    o.*,
    f.first_local
FROM order_customers AS o
LEFT JOIN customer_firsts AS f
    ON o.shop_id = f.shop_id AND o.customer IS NOT DISTINCT FROM f.customer
