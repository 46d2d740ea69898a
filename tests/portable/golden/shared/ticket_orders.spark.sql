WITH guessed AS (
  SELECT
    t.shop_id AS ticket_shop,
    t.ticket_id,
    c.shop_id,
    c.order_id,
    ROW_NUMBER() OVER (
      PARTITION BY t.shop_id, t.ticket_id
      ORDER BY c.ordered_local DESC, c.order_id DESC
    ) AS place
  FROM ticket_facts AS t
  INNER JOIN ticket_owners AS w
    ON t.shop_id = w.ticket_shop AND t.ticket_id = w.ticket_id
  INNER JOIN order_customers AS c
    ON w.shop_id = c.shop_id AND w.customer = c.customer
  WHERE
    NOT t.closed
    AND t.order_id IS NULL
    AND t.order_no IS NULL
    AND c.ordered_local <= t.created_local
    AND c.ordered_local > t.created_local - INTERVAL '60' DAY
)
SELECT
  t.shop_id AS ticket_shop,
  t.ticket_id,
  o.shop_id,
  o.order_id,
  TRUE AS is_named
FROM ticket_facts AS t
INNER JOIN orders AS o
  ON t.shop_id = o.shop_id AND t.order_id = o.order_id
WHERE
  NOT t.closed
UNION ALL
SELECT
  ticket_shop,
  ticket_id,
  shop_id,
  order_id,
  FALSE AS is_named
FROM guessed
WHERE
  place = 1
