WITH filled AS (
  SELECT
    shop_id,
    checkout_id,
    SUM(qty) AS units,
    SUM(amount) AS amount
  FROM checkout_lines
  GROUP BY
    shop_id,
    checkout_id
), shops AS (
  SELECT
    MIN(shop_id) <> '' AS are_named
  FROM orders
), placed AS (
  SELECT
    shop_id,
    checkout_id
  FROM orders
  WHERE
    NOT checkout_id IS NULL
  UNION
  SELECT
    '' AS shop_id,
    o.checkout_id
  FROM orders AS o
  CROSS JOIN shops AS s
  WHERE
    NOT o.checkout_id IS NULL AND s.are_named
)
SELECT
  c.shop_id,
  c.checkout_id,
  c.created_local AS begun,
  c.completed_local,
  c.contacted_local,
  NOT c.completed_local IS NULL OR NOT o.checkout_id IS NULL AS finished,
  COALESCE(c.customer_id, i.customer) AS customer,
  COALESCE(c.email_norm, p.email) AS email,
  COALESCE(c.phone_norm, p.phone) AS phone,
  COALESCE(c.name, p.name) AS name,
  c.country,
  COALESCE(c.total, c.subtotal, f.amount) AS value,
  f.units,
  c.accepts_email,
  c.accepts_sms,
  c.recovery_url
FROM checkouts AS c
LEFT JOIN identities AS i
  ON c.shop_id = i.shop_id AND c.email_norm = i.email_norm
LEFT JOIN people AS p
  ON c.shop_id = p.shop_id AND c.customer_id = p.customer
LEFT JOIN filled AS f
  ON c.shop_id = f.shop_id AND c.checkout_id = f.checkout_id
LEFT JOIN placed AS o
  ON c.shop_id = o.shop_id AND c.checkout_id = o.checkout_id
