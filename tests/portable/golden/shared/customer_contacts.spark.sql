WITH shops AS (
  SELECT DISTINCT
    shop_id
  FROM orders
), accounts AS (
  SELECT
    s.shop_id,
    c.customer_id,
    c.name,
    c.email_norm,
    c.phone_norm,
    CASE WHEN c.accepts_email THEN 1 WHEN NOT c.accepts_email THEN 0 END AS by_email,
    CASE WHEN c.accepts_sms THEN 1 WHEN NOT c.accepts_sms THEN 0 END AS by_sms
  FROM customers AS c
  INNER JOIN shops AS s
    ON c.shop_id = s.shop_id OR c.shop_id = ''
), refused AS (
  SELECT
    a.shop_id,
    a.email_norm,
    MIN(a.by_email) AS by_email,
    MIN(a.by_sms) AS by_sms
  FROM accounts AS a
  WHERE
    NOT a.email_norm IS NULL
  GROUP BY
    a.shop_id,
    a.email_norm
  HAVING
    COUNT(*) > 1 AND (
      MIN(a.by_email) = 0 OR MIN(a.by_sms) = 0
    )
), known AS (
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
  WHERE
    NOT email_norm IS NULL AND email_norm <> customer_id
)
SELECT
  k.shop_id,
  k.customer,
  MAX(k.name) AS name,
  MAX(k.email_norm) AS email,
  MAX(k.phone_norm) AS phone,
  MIN(CASE WHEN r.by_email = 0 THEN 0 ELSE k.by_email END) = 1 AS accepts_email,
  MIN(CASE WHEN r.by_sms = 0 THEN 0 ELSE k.by_sms END) = 1 AS accepts_sms
FROM known AS k
LEFT JOIN refused AS r
  ON k.shop_id = r.shop_id AND k.email_norm = r.email_norm
GROUP BY
  k.shop_id,
  k.customer
