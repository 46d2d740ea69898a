-- When each customer's first order with products was; of those whose customer nobody states, too.
-- reads: order_customers
SELECT
    shop_id,
    customer,
    min(ordered_local) AS first_local
FROM order_customers
GROUP BY shop_id, customer
