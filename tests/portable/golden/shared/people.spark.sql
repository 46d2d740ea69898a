SELECT
  shop_id,
  customer_id AS customer,
  MAX(name) AS name,
  MAX(email_norm) AS email,
  MAX(phone_norm) AS phone
FROM customers
GROUP BY
  shop_id,
  customer_id
