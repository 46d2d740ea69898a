WITH returned AS (
  SELECT
    shop_id,
    order_id,
    SUM(returns) AS returns
  FROM refund_events
  WHERE
    NOT order_id IS NULL
  GROUP BY
    shop_id,
    order_id
), owners AS (
  SELECT
    u.shop_id,
    u.order_id,
    c.customer
  FROM unsent_orders AS u
  INNER JOIN order_customers AS c
    ON u.shop_id = c.shop_id AND u.order_id = c.order_id
  WHERE
    NOT c.customer IS NULL
), wanted AS (
  SELECT DISTINCT
    shop_id,
    customer
  FROM owners
), lifetime AS (
  SELECT
    c.shop_id,
    c.customer,
    COUNT(*) AS orders,
    SUM(c.kept - COALESCE(r.returns, 0)) AS net_sales
  FROM order_customers AS c
  INNER JOIN wanted AS w
    ON c.shop_id = w.shop_id AND c.customer = w.customer
  LEFT JOIN returned AS r
    ON c.shop_id = r.shop_id AND c.order_id = r.order_id
  GROUP BY
    c.shop_id,
    c.customer
), shelf AS (
  SELECT
    shop_id,
    sku,
    SUM(on_hand) AS on_hand
  FROM stock_now
  GROUP BY
    shop_id,
    sku
), unsent AS (
  SELECT
    l.shop_id,
    l.order_id,
    l.sku,
    SUM(l.qty) AS units
  FROM line_sales AS l
  INNER JOIN unsent_orders AS u
    ON l.shop_id = u.shop_id AND l.order_id = u.order_id
  WHERE
    l.requires_shipping AND COALESCE(l.fulfillment_status, '') <> 'fulfilled'
  GROUP BY
    l.shop_id,
    l.order_id,
    l.sku
), short AS (
  SELECT
    n.shop_id,
    n.order_id,
    LISTAGG(n.sku, ', ') WITHIN GROUP (ORDER BY
      n.sku NULLS LAST) AS skus
  FROM unsent AS n
  INNER JOIN shelf AS s
    ON n.shop_id = s.shop_id AND n.sku = s.sku
  WHERE
    s.on_hand < n.units
  GROUP BY
    n.shop_id,
    n.order_id
)
SELECT
  u.shop_id AS shop,
  u.order_no,
  u.since_local AS since,
  u.promised_local AS promised,
  u.paid,
  u.partly,
  u.value,
  c.customer,
  p.name,
  COALESCE(o.email_norm, p.email) AS email,
  t.orders,
  t.net_sales AS lifetime,
  s.skus AS short
FROM unsent_orders AS u
INNER JOIN orders AS o
  ON u.shop_id = o.shop_id AND u.order_id = o.order_id
LEFT JOIN owners AS c
  ON u.shop_id = c.shop_id AND u.order_id = c.order_id
LEFT JOIN lifetime AS t
  ON c.shop_id = t.shop_id AND c.customer = t.customer
LEFT JOIN people AS p
  ON c.shop_id = p.shop_id AND c.customer = p.customer
LEFT JOIN short AS s
  ON u.shop_id = s.shop_id AND u.order_id = s.order_id
ORDER BY
  u.since_local NULLS LAST,
  order_no NULLS LAST,
  u.shop_id NULLS LAST,
  u.order_id NULLS LAST
