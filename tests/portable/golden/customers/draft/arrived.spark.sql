WITH arrived AS (
  SELECT
    shop_id,
    order_id,
    MAX(delivered_local) AS delivered
  FROM parcels
  GROUP BY
    shop_id,
    order_id
  HAVING
    COUNT(delivered_local) = COUNT(*)
), due AS (
  SELECT
    a.shop_id,
    a.order_id,
    a.delivered,
    c.customer,
    c.ordered_local,
    COALESCE(o.order_no, o.order_id) AS order_no,
    o.email_norm
  FROM arrived AS a
  INNER JOIN order_customers AS c
    ON a.shop_id = c.shop_id AND a.order_id = c.order_id
  INNER JOIN orders AS o
    ON a.shop_id = o.shop_id AND a.order_id = o.order_id
  WHERE
    a.delivered >= :start_at
    AND a.delivered < :end_at
    AND o.cancelled_local IS NULL
    AND COALESCE(o.financial_status, '') <> 'refunded'
    AND COALESCE(o.fulfillment_status, 'fulfilled') = 'fulfilled'
), goods AS (
  SELECT
    l.shop_id,
    l.order_id,
    l.title,
    ROW_NUMBER() OVER (PARTITION BY l.shop_id, l.order_id ORDER BY l.sales DESC, l.title NULLS LAST) AS place
  FROM line_sales AS l
  INNER JOIN due AS d
    ON l.shop_id = d.shop_id AND l.order_id = d.order_id
)
SELECT
  d.shop_id AS shop,
  d.customer,
  r.name,
  COALESCE(d.email_norm, r.email) AS email,
  r.accepts_email AND COALESCE(a.accepts_email, TRUE) AS accepts_email,
  d.order_no,
  d.ordered_local AS ordered,
  g.title AS product,
  d.delivered
FROM due AS d
LEFT JOIN customer_contacts AS r
  ON d.shop_id = r.shop_id AND d.customer = r.customer
LEFT JOIN customer_contacts AS a
  ON d.shop_id = a.shop_id AND d.email_norm = a.customer
LEFT JOIN goods AS g
  ON d.shop_id = g.shop_id AND d.order_id = g.order_id AND g.place = 1
ORDER BY
  d.delivered NULLS LAST,
  d.shop_id NULLS LAST,
  d.order_no NULLS LAST
