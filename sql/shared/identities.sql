-- The customer that an e-mail belongs to: the id it is tied to by the customers, else by the orders.
-- reads: orders
-- may read: customers
WITH
known AS (
    SELECT
        shop_id,
        email_norm,
        min(customer_id) AS customer
    FROM customers
    WHERE email_norm IS NOT NULL
    GROUP BY shop_id, email_norm
),
tied AS (
    SELECT
        shop_id,
        email_norm,
        min(customer_id) AS customer
    FROM orders
    WHERE email_norm IS NOT NULL AND customer_id IS NOT NULL
    GROUP BY shop_id, email_norm
),
every AS (
    SELECT
        shop_id,
        email_norm
    FROM known
    UNION
    SELECT
        shop_id,
        email_norm
    FROM tied
)
SELECT
    e.shop_id,
    e.email_norm,
    coalesce(k.customer, t.customer) AS customer
FROM every AS e
LEFT JOIN known AS k ON e.shop_id = k.shop_id AND e.email_norm = k.email_norm
LEFT JOIN tied AS t ON e.shop_id = t.shop_id AND e.email_norm = t.email_norm
