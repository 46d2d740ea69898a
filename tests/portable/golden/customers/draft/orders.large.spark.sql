WITH placed AS (
  SELECT
    c.shop_id,
    c.order_id,
    c.customer,
    c.ordered_local,
    c.kept,
    COALESCE(o.order_no, o.order_id) AS order_no,
    o.email_norm
  FROM order_customers AS c
  INNER JOIN orders AS o
    ON c.shop_id = o.shop_id AND c.order_id = o.order_id
  WHERE
    c.ordered_local >= :start_at
    AND c.ordered_local < :end_at
    AND c.kept >= :over
    AND o.cancelled_local IS NULL
    AND COALESCE(o.financial_status, '') <> 'refunded'
), goods AS (
  SELECT
    l.shop_id,
    l.order_id,
    l.title,
    ROW_NUMBER() OVER (PARTITION BY l.shop_id, l.order_id ORDER BY l.sales DESC, l.title NULLS LAST) AS place
  FROM line_sales AS l
  INNER JOIN placed AS p
    ON l.shop_id = p.shop_id AND l.order_id = p.order_id
)
SELECT
  p.shop_id AS shop,
  p.customer,
  r.name,
  COALESCE(p.email_norm, r.email) AS email,
  r.accepts_email AND COALESCE(a.accepts_email, TRUE) AS accepts_email,
  p.order_no,
  p.ordered_local AS ordered,
  g.title AS product,
  p.kept AS amount,
  p.ordered_local = f.first_local AS is_first
FROM placed AS p
LEFT JOIN customer_firsts AS f
  ON p.shop_id = f.shop_id AND p.customer = f.customer
LEFT JOIN customer_contacts AS r
  ON p.shop_id = r.shop_id AND p.customer = r.customer
LEFT JOIN customer_contacts AS a
  ON p.shop_id = a.shop_id AND p.email_norm = a.customer
LEFT JOIN goods AS g
  ON p.shop_id = g.shop_id AND p.order_id = g.order_id AND g.place = 1
ORDER BY
  p.kept DESC,
  p.shop_id NULLS LAST,
  p.order_no NULLS LAST
