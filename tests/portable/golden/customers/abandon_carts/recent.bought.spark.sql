WITH orders_of AS (
  SELECT DISTINCT
    k.shop_id AS cart_shop,
    k.checkout_id,
    o.shop_id,
    o.order_id
  FROM cart_contacts AS k
  INNER JOIN order_contacts AS o
    ON k.shop_id = o.scope AND k.contact = o.contact
  WHERE
    k.begun >= :recent_at
), booked AS (
  SELECT
    s.shop_id,
    s.order_id,
    SUM(s.orders) AS orders,
    SUM(s.net_sales) AS net_sales
  FROM sales_ledger AS s
  GROUP BY
    s.shop_id,
    s.order_id
)
SELECT
  o.cart_shop AS shop,
  o.checkout_id AS checkout,
  CAST(SUM(b.orders) AS BIGINT) AS orders,
  SUM(b.net_sales) AS net_sales
FROM orders_of AS o
INNER JOIN booked AS b
  ON o.shop_id = b.shop_id AND o.order_id = b.order_id
GROUP BY
  o.cart_shop,
  o.checkout_id
ORDER BY
  o.cart_shop NULLS LAST,
  o.checkout_id NULLS LAST
