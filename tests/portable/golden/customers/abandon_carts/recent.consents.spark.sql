WITH kept AS (
  SELECT
    shop_id,
    'e-mail ' || email_norm AS contact,
    accepts_email,
    accepts_sms
  FROM customers
  WHERE
    NOT email_norm IS NULL
  UNION ALL
  SELECT
    shop_id,
    'phone ' || phone_norm AS contact,
    accepts_email,
    accepts_sms
  FROM customers
  WHERE
    NOT phone_norm IS NULL
  UNION ALL
  SELECT
    shop_id,
    'customer ' || customer_id AS contact,
    accepts_email,
    accepts_sms
  FROM customers
)
SELECT
  k.shop_id AS shop,
  k.checkout_id AS checkout,
  MIN(CASE WHEN c.accepts_email THEN 1 WHEN NOT c.accepts_email THEN 0 END) = 1 AS accepts_email,
  MIN(CASE WHEN c.accepts_sms THEN 1 WHEN NOT c.accepts_sms THEN 0 END) = 1 AS accepts_sms
FROM cart_contacts AS k
INNER JOIN kept AS c
  ON k.contact = c.contact AND (
    k.shop_id = c.shop_id OR c.shop_id = ''
  )
WHERE
  k.begun >= :recent_at
GROUP BY
  k.shop_id,
  k.checkout_id
ORDER BY
  k.shop_id NULLS LAST,
  k.checkout_id NULLS LAST
