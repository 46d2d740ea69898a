WITH placed AS (
  SELECT
    c.shop_id,
    c.order_id,
    c.customer,
    c.ordered_local
  FROM order_customers AS c
  INNER JOIN orders AS o
    ON c.shop_id = o.shop_id AND c.order_id = o.order_id
  WHERE
    c.shop_id = :shop AND COALESCE(o.order_no, o.order_id) = :order_no
)
SELECT
  r.accepts_email,
  p.ordered_local AS ordered,
  l.title AS product
FROM placed AS p
INNER JOIN line_sales AS l
  ON p.shop_id = l.shop_id AND p.order_id = l.order_id
LEFT JOIN customer_contacts AS r
  ON p.shop_id = r.shop_id AND p.customer = r.customer
ORDER BY
  l.sales DESC,
  l.title NULLS LAST
LIMIT 1
