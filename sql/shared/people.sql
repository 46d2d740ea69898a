-- The name, e-mail address and phone number of each customer of a shop.
-- reads: customers
-- not kept: each statement takes the few rows and columns that it asks for.
SELECT
    shop_id,
    customer_id AS customer,
    max(name) AS name,
    max(email_norm) AS email,
    max(phone_norm) AS phone
FROM customers
GROUP BY shop_id, customer_id
