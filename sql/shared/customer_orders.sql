-- Who placed each order with products, and when that customer's first one was.
-- reads: order_value, orders
-- may read: customers
WITH
-- An e-mail that is tied to one customer id takes that id.
known AS (
    SELECT shop_id, email_norm, min(customer_id) AS customer_id
    FROM customers
    WHERE email_norm IS NOT NULL
    GROUP BY shop_id, email_norm
),
tied AS (
    SELECT shop_id, email_norm, min(customer_id) AS customer_id
    FROM orders
    WHERE email_norm IS NOT NULL AND customer_id IS NOT NULL
    GROUP BY shop_id, email_norm
),
placed AS (
    SELECT
        v.shop_id,
        v.order_id,
        v.ordered_local,
        v.kept,
        coalesce(o.customer_id, k.customer_id, t.customer_id, o.email_norm) AS customer
    FROM order_value AS v
    INNER JOIN orders AS o ON v.shop_id = o.shop_id AND v.order_id = o.order_id
    LEFT JOIN known AS k ON o.shop_id = k.shop_id AND o.email_norm = k.email_norm
    LEFT JOIN tied AS t ON o.shop_id = t.shop_id AND o.email_norm = t.email_norm
    WHERE v.product_lines > 0
)
SELECT
    *,
    min(ordered_local) OVER (PARTITION BY shop_id, customer) AS first_local
FROM placed
