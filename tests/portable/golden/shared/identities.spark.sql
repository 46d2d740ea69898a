WITH known AS (
  SELECT
    shop_id,
    email_norm,
    MIN(customer_id) AS customer
  FROM customers
  WHERE
    NOT email_norm IS NULL
  GROUP BY
    shop_id,
    email_norm
), tied AS (
  SELECT
    shop_id,
    email_norm,
    MIN(customer_id) AS customer
  FROM orders
  WHERE
    NOT email_norm IS NULL AND NOT customer_id IS NULL
  GROUP BY
    shop_id,
    email_norm
), every AS (
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
  COALESCE(k.customer, t.customer) AS customer
FROM every AS e
LEFT JOIN known AS k
  ON e.shop_id = k.shop_id AND e.email_norm = k.email_norm
LEFT JOIN tied AS t
  ON e.shop_id = t.shop_id AND e.email_norm = t.email_norm
