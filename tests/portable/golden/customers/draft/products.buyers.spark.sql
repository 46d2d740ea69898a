WITH goods AS (
  SELECT DISTINCT
    shop_id,
    sku
  FROM stock_now
  WHERE
    CONTAINS(:wanted, '|' || shop_id || '|' || sku || '|')
), catalogue AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    MAX(price) AS price
  FROM products
  GROUP BY
    shop_id,
    sku
), contacts AS (
  SELECT
    shop_id,
    customer,
    name,
    email,
    accepts_email
  FROM customer_contacts
), sold AS (
  SELECT DISTINCT
    l.shop_id,
    l.sku,
    l.order_id
  FROM line_sales AS l
  INNER JOIN goods AS g
    ON l.shop_id = g.shop_id AND l.sku = g.sku
  WHERE
    l.cancelled_local IS NULL
), bought AS (
  SELECT
    s.shop_id,
    s.sku,
    c.customer,
    MAX(c.ordered_local) AS bought,
    MAX(o.email_norm) AS email
  FROM sold AS s
  INNER JOIN order_customers AS c
    ON s.shop_id = c.shop_id AND s.order_id = c.order_id
  INNER JOIN orders AS o
    ON s.shop_id = o.shop_id AND s.order_id = o.order_id
  WHERE
    NOT c.customer IS NULL
  GROUP BY
    s.shop_id,
    s.sku,
    c.customer
  HAVING
    MAX(c.ordered_local) < :before
)
SELECT
  b.shop_id AS shop,
  b.sku,
  p.title,
  p.price,
  b.customer,
  r.name,
  COALESCE(r.email, b.email) AS email,
  r.accepts_email AND COALESCE(a.accepts_email, TRUE) AS accepts_email,
  b.bought
FROM bought AS b
LEFT JOIN catalogue AS p
  ON b.shop_id = p.shop_id AND b.sku = p.sku
LEFT JOIN contacts AS r
  ON b.shop_id = r.shop_id AND b.customer = r.customer
LEFT JOIN contacts AS a
  ON b.shop_id = a.shop_id AND b.email = a.customer AND r.email IS NULL
ORDER BY
  b.shop_id NULLS LAST,
  b.sku NULLS LAST,
  b.bought DESC,
  b.customer NULLS LAST
