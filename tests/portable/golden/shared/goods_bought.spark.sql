WITH cancelled AS (
  SELECT
    shop_id,
    order_id
  FROM orders
  WHERE
    NOT cancelled_local IS NULL
), placed AS (
  SELECT
    c.shop_id,
    c.order_id,
    CAST(c.ordered_local AS DATE) AS day,
    b.buyer
  FROM order_customers AS c
  INNER JOIN numbered_buyers AS b
    ON c.shop_id = b.shop_id AND c.customer = b.customer
  LEFT JOIN cancelled AS x
    ON c.shop_id = x.shop_id AND c.order_id = x.order_id
  WHERE
    NOT c.ordered_local IS NULL AND x.order_id IS NULL
)
SELECT DISTINCT
  p.buyer,
  p.day,
  g.good
FROM order_lines AS l
INNER JOIN placed AS p
  ON l.shop_id = p.shop_id AND l.order_id = p.order_id
INNER JOIN numbered_goods AS g
  ON COALESCE(l.sku, l.title) = g.sku
WHERE
  l.kind = 'product' AND COALESCE(l.qty, 1) > 0
