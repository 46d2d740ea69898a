SELECT
  c.customer,
  MAX(r.name) AS name,
  COALESCE(MAX(r.email), MAX(o.email_norm)) AS email,
  MIN(CASE WHEN r.accepts_email THEN 1 WHEN NOT r.accepts_email THEN 0 END) = 1 AS accepts_email,
  MAX(c.ordered_local) AS bought
FROM line_sales AS l
INNER JOIN order_customers AS c
  ON l.shop_id = c.shop_id AND l.order_id = c.order_id
INNER JOIN orders AS o
  ON c.shop_id = o.shop_id AND c.order_id = o.order_id
LEFT JOIN customer_contacts AS r
  ON c.shop_id = r.shop_id AND c.customer = r.customer
WHERE
  l.shop_id = :shop
  AND l.sku = :sku
  AND NOT c.customer IS NULL
  AND o.cancelled_local IS NULL
GROUP BY
  c.customer
HAVING
  MAX(c.ordered_local) < :before
ORDER BY
  MAX(c.ordered_local) DESC,
  c.customer NULLS LAST
