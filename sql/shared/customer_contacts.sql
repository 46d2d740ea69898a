-- How each customer is called and reached, and what they agreed to; by id, and by e-mail.
-- not kept: each statement takes the few rows and columns that it asks for.
-- reads: customers, orders
WITH
-- A file that is of no shop is of all shops.
shops AS (
    SELECT DISTINCT shop_id
    FROM orders
),
accounts AS (
    SELECT
        s.shop_id,
        c.customer_id,
        c.name,
        c.email_norm,
        c.phone_norm,
        CASE WHEN c.accepts_email THEN 1 WHEN NOT c.accepts_email THEN 0 END AS by_email,
        CASE WHEN c.accepts_sms THEN 1 WHEN NOT c.accepts_sms THEN 0 END AS by_sms
    FROM customers AS c
    INNER JOIN shops AS s ON c.shop_id = s.shop_id OR c.shop_id = ''
),
-- Several accounts of one address are one person: a no in any of them is a no in all.
refused AS (
    SELECT
        a.shop_id,
        a.email_norm,
        min(a.by_email) AS by_email,
        min(a.by_sms) AS by_sms
    FROM accounts AS a
    WHERE a.email_norm IS NOT NULL
    GROUP BY a.shop_id, a.email_norm
    HAVING count(*) > 1 AND (min(a.by_email) = 0 OR min(a.by_sms) = 0)
),
known AS (
    SELECT
        shop_id,
        customer_id AS customer,
        name,
        email_norm,
        phone_norm,
        by_email,
        by_sms
    FROM accounts
    UNION ALL
    SELECT
        shop_id,
        email_norm AS customer,
        name,
        email_norm,
        phone_norm,
        by_email,
        by_sms
    FROM accounts
    WHERE email_norm IS NOT NULL AND email_norm <> customer_id
)
SELECT
    k.shop_id,
    k.customer,
    max(k.name) AS name,
    max(k.email_norm) AS email,
    max(k.phone_norm) AS phone,
    -- One no is a no.
    min(CASE WHEN r.by_email = 0 THEN 0 ELSE k.by_email END) = 1 AS accepts_email,
    min(CASE WHEN r.by_sms = 0 THEN 0 ELSE k.by_sms END) = 1 AS accepts_sms
FROM known AS k
LEFT JOIN refused AS r ON k.shop_id = r.shop_id AND k.email_norm = r.email_norm
GROUP BY k.shop_id, k.customer
