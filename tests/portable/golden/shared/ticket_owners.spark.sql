WITH told AS (
  SELECT
    shop_id,
    ticket_id,
    customer_id AS name,
    1 AS way
  FROM ticket_facts
  UNION ALL
  SELECT
    shop_id,
    ticket_id,
    email AS name,
    2 AS way
  FROM ticket_facts
), found AS (
  SELECT
    t.shop_id AS ticket_shop,
    t.ticket_id,
    t.way,
    n.shop_id,
    n.customer
  FROM told AS t
  INNER JOIN buyer_names AS n
    ON t.name = n.name AND t.way = n.way
  WHERE
    t.shop_id = n.shop_id OR (
      t.shop_id = '' AND n.in_any_shop
    )
  UNION ALL
  SELECT
    t.shop_id AS ticket_shop,
    t.ticket_id,
    3 AS way,
    c.shop_id,
    c.customer
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
      ORDER BY way NULLS LAST, shop_id NULLS LAST, customer NULLS LAST
    ) AS place
  FROM found
)
SELECT
  ticket_shop,
  ticket_id,
  shop_id,
  customer
FROM ranked
WHERE
  place = 1
