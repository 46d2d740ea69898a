WITH buyers AS (
  SELECT DISTINCT
    shop_id,
    customer
  FROM order_customers
  WHERE
    NOT customer IS NULL
), named AS (
  SELECT
    shop_id,
    customer AS name,
    1 AS way,
    customer
  FROM buyers
  UNION ALL
  SELECT
    shop_id,
    customer AS name,
    2 AS way,
    customer
  FROM buyers
  UNION ALL
  SELECT
    b.shop_id,
    i.email_norm AS name,
    2 AS way,
    b.customer
  FROM identities AS i
  INNER JOIN buyers AS b
    ON i.shop_id = b.shop_id AND i.customer = b.customer
)
SELECT
  *,
  MIN(shop_id) OVER () <> '' AS in_any_shop
FROM named
