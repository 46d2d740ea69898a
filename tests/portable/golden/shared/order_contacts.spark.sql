WITH placed AS (
  SELECT
    o.shop_id,
    o.order_id,
    COALESCE(o.processed_local, o.created_local) AS ordered_local,
    o.email_norm AS email,
    o.phone_norm AS phone,
    COALESCE(o.customer_id, i.customer) AS customer
  FROM orders AS o
  LEFT JOIN identities AS i
    ON o.shop_id = i.shop_id AND o.email_norm = i.email_norm
), shops AS (
  SELECT
    MIN(shop_id) <> '' AS are_named
  FROM orders
), scoped AS (
  SELECT
    *,
    shop_id AS scope
  FROM placed
  UNION ALL
  SELECT
    p.*,
    '' AS scope
  FROM placed AS p
  CROSS JOIN shops AS s
  WHERE
    s.are_named
)
SELECT
  scope,
  shop_id,
  order_id,
  ordered_local,
  'e-mail ' || email AS contact
FROM scoped
WHERE
  NOT email IS NULL
UNION ALL
SELECT
  scope,
  shop_id,
  order_id,
  ordered_local,
  'phone ' || phone AS contact
FROM scoped
WHERE
  NOT phone IS NULL
UNION ALL
SELECT
  scope,
  shop_id,
  order_id,
  ordered_local,
  'customer ' || customer AS contact
FROM scoped
WHERE
  NOT customer IS NULL
