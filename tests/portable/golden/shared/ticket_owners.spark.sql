WITH shops AS (
  SELECT
    shop_id,
    MIN(shop_id) OVER () <> '' AS are_named
  FROM order_customers
  GROUP BY
    shop_id
), buyers AS (
  SELECT DISTINCT
    shop_id,
    customer
  FROM order_customers
  WHERE
    NOT customer IS NULL
), writers AS (
  SELECT
    t.shop_id AS ticket_shop,
    t.ticket_id,
    s.shop_id,
    COALESCE(t.customer_id, i.customer, t.email) AS customer
  FROM ticket_facts AS t
  INNER JOIN shops AS s
    ON t.shop_id = s.shop_id OR (
      t.shop_id = '' AND s.are_named
    )
  LEFT JOIN identities AS i
    ON s.shop_id = i.shop_id AND t.email = i.email_norm
), candidates AS (
  SELECT
    w.ticket_shop,
    w.ticket_id,
    w.shop_id,
    w.customer,
    0 AS by_order
  FROM writers AS w
  INNER JOIN buyers AS b
    ON w.shop_id = b.shop_id AND w.customer = b.customer
  UNION ALL
  SELECT
    t.shop_id AS ticket_shop,
    t.ticket_id,
    c.shop_id,
    c.customer,
    1 AS by_order
  FROM ticket_facts AS t
  INNER JOIN order_customers AS c
    ON t.shop_id = c.shop_id AND t.order_id = c.order_id
  WHERE
    NOT c.customer IS NULL
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY ticket_shop, ticket_id
      ORDER BY by_order NULLS LAST, shop_id NULLS LAST, customer NULLS LAST
    ) AS place
  FROM candidates
)
SELECT
  ticket_shop,
  ticket_id,
  shop_id,
  customer
FROM ranked
WHERE
  place = 1
