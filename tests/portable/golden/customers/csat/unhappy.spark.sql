WITH bad AS (
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
    CAST(SUM(orders) AS BIGINT) AS orders,
    SUM(net_sales) AS net_sales,
    MAX(order_value) AS largest
  FROM customer_moves AS m
  WHERE
    at_local >= :year_at AND at_local < :as_of
  GROUP BY
    shop_id,
    customer
  HAVING
    SUM(m.orders) > 0
), ranked AS (
  SELECT
    *,
    COUNT(*) OVER () AS customers,
    ROW_NUMBER() OVER (ORDER BY net_sales DESC, shop_id NULLS LAST, customer NULLS LAST) AS place
  FROM years
)
SELECT
  y.shop_id AS shop,
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
  y.customer,
  y.orders AS year_orders,
  y.net_sales AS year_sales,
  y.place <= FLOOR(CAST(y.customers AS DOUBLE) * :vip_share)
  OR y.largest >= :vip_order AS high_value
FROM bad AS b
INNER JOIN answer_owners AS w
  ON b.about = w.about AND b.shop_id = w.answer_shop AND b.id = w.id
INNER JOIN ranked AS y
  ON w.shop_id = y.shop_id AND w.customer = y.customer
LEFT JOIN people AS p
  ON y.shop_id = p.shop_id AND y.customer = p.customer
LEFT JOIN orders AS o
  ON b.shop_id = o.shop_id AND b.order_id = o.order_id
ORDER BY
  b.at_local NULLS LAST,
  b.about NULLS LAST,
  b.shop_id NULLS LAST,
  b.id NULLS LAST
