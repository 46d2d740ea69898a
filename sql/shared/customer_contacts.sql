-- How each customer is called and reached, and what they agreed to; by id, and by e-mail.
-- not kept: each statement takes the few rows and columns that it asks for.
-- reads: customers, orders
WITH
-- A file that is of no shop is of all shops.
shops AS (
    SELECT DISTINCT shop_id
    FROM orders
),
known AS (
    SELECT
        shop_id,
        customer_id AS customer,
        name,
        email_norm,
        phone_norm,
        accepts_email,
        accepts_sms
    FROM customers
    UNION ALL
    SELECT
        shop_id,
        email_norm AS customer,
        name,
        email_norm,
        phone_norm,
        accepts_email,
        accepts_sms
    FROM customers
    WHERE email_norm IS NOT NULL AND email_norm <> customer_id
)
SELECT
    s.shop_id,
    k.customer,
    max(k.name) AS name,
    max(k.email_norm) AS email,
    max(k.phone_norm) AS phone,
    -- One no is a no.
    min(CASE WHEN k.accepts_email THEN 1 WHEN NOT k.accepts_email THEN 0 END) = 1 AS accepts_email,
    min(CASE WHEN k.accepts_sms THEN 1 WHEN NOT k.accepts_sms THEN 0 END) = 1 AS accepts_sms
FROM known AS k
INNER JOIN shops AS s ON k.shop_id = s.shop_id OR k.shop_id = ''
GROUP BY s.shop_id, k.customer
