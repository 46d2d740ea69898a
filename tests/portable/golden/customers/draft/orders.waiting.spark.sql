WITH goods AS (
  SELECT
    l.shop_id,
    l.order_id,
    l.title,
    ROW_NUMBER() OVER (PARTITION BY l.shop_id, l.order_id ORDER BY l.sales DESC, l.title NULLS LAST) AS place
  FROM line_sales AS l
  INNER JOIN unsent_orders AS u
    ON l.shop_id = u.shop_id AND l.order_id = u.order_id
)
SELECT
  u.shop_id AS shop,
  u.order_no,
  r.accepts_email,
  c.ordered_local AS ordered,
  g.title AS product
FROM unsent_orders AS u
INNER JOIN order_customers AS c
  ON u.shop_id = c.shop_id AND u.order_id = c.order_id
LEFT JOIN customer_contacts AS r
  ON c.shop_id = r.shop_id AND c.customer = r.customer
LEFT JOIN goods AS g
  ON u.shop_id = g.shop_id AND u.order_id = g.order_id AND g.place = 1
ORDER BY
  u.shop_id NULLS LAST,
  u.order_no NULLS LAST,
  u.order_id NULLS LAST
