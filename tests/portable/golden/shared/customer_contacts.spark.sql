WITH shops AS (
  SELECT DISTINCT
    shop_id
  FROM orders
), known AS (
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
  WHERE
    NOT email_norm IS NULL AND email_norm <> customer_id
)
SELECT
  s.shop_id,
  k.customer,
  MAX(k.name) AS name,
  MAX(k.email_norm) AS email,
  MAX(k.phone_norm) AS phone,
  MIN(CASE WHEN k.accepts_email THEN 1 WHEN NOT k.accepts_email THEN 0 END) = 1 AS accepts_email,
  MIN(CASE WHEN k.accepts_sms THEN 1 WHEN NOT k.accepts_sms THEN 0 END) = 1 AS accepts_sms
FROM known AS k
INNER JOIN shops AS s
  ON k.shop_id = s.shop_id OR k.shop_id = ''
GROUP BY
  s.shop_id,
  k.customer
