WITH shops AS (
  SELECT
    shop_id,
    MIN(shop_id) OVER () <> '' AS are_named
  FROM order_customers
  GROUP BY
    shop_id
), bad AS (
  SELECT
    *
  FROM satisfaction
  WHERE
    at_local >= :recent_at AND at_local < :end_at AND (
      csat <= 2 OR nps < 7
    )
), years AS (
  SELECT
    shop_id,
    customer,
    CAST(SUM(orders) AS BIGINT) AS year_orders,
    SUM(net_sales) AS net_sales,
    MAX(order_value) AS largest
  FROM customer_moves
  WHERE
    at_local >= :year_at AND at_local < :end_at
  GROUP BY
    shop_id,
    customer
  HAVING
    SUM(orders) > 0
), ranked AS (
  SELECT
    *,
    COUNT(*) OVER () AS customers,
    ROW_NUMBER() OVER (ORDER BY net_sales DESC, shop_id NULLS LAST, customer NULLS LAST) AS place
  FROM years
), candidates AS (
  SELECT
    b.about,
    b.shop_id AS answer_shop,
    b.id,
    s.shop_id,
    COALESCE(b.customer_id, i.customer, b.email) AS customer,
    0 AS by_order
  FROM bad AS b
  INNER JOIN shops AS s
    ON b.shop_id = s.shop_id OR (
      b.shop_id = '' AND s.are_named
    )
  LEFT JOIN identities AS i
    ON s.shop_id = i.shop_id AND b.email = i.email_norm
  UNION ALL
  SELECT
    b.about,
    b.shop_id AS answer_shop,
    b.id,
    c.shop_id,
    c.customer,
    1 AS by_order
  FROM bad AS b
  INNER JOIN order_customers AS c
    ON b.shop_id = c.shop_id AND b.order_id = c.order_id
), owners AS (
  SELECT
    c.about,
    c.answer_shop,
    c.id,
    y.shop_id,
    y.customer,
    y.year_orders,
    y.net_sales,
    y.place <= FLOOR(CAST(y.customers AS DOUBLE) * :vip_share)
    OR y.largest >= :vip_order AS high_value,
    ROW_NUMBER() OVER (
      PARTITION BY c.about, c.answer_shop, c.id
      ORDER BY c.by_order NULLS LAST, c.shop_id NULLS LAST, c.customer NULLS LAST
    ) AS place
  FROM candidates AS c
  INNER JOIN ranked AS y
    ON c.shop_id = y.shop_id AND c.customer = y.customer
)
SELECT
  b.shop_id AS shop,
  b.about,
  b.id,
  b.at_local AS answered_local,
  b.csat,
  b.nps,
  b.agent,
  b.channel,
  b.words,
  COALESCE(b.name, p.name) AS name,
  COALESCE(b.email, p.email) AS email,
  COALESCE(o.order_no, o.order_id) AS order_no,
  w.customer,
  w.year_orders,
  w.net_sales AS year_sales,
  COALESCE(w.high_value, FALSE) AS high_value
FROM bad AS b
LEFT JOIN owners AS w
  ON b.about = w.about AND b.shop_id = w.answer_shop AND b.id = w.id AND w.place = 1
LEFT JOIN people AS p
  ON w.shop_id = p.shop_id AND w.customer = p.customer
LEFT JOIN orders AS o
  ON b.shop_id = o.shop_id AND b.order_id = o.order_id
ORDER BY
  b.at_local NULLS LAST,
  b.about NULLS LAST,
  b.shop_id NULLS LAST,
  b.id NULLS LAST
