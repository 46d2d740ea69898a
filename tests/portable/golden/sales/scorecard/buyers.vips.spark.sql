WITH moves AS (
  SELECT
    shop_id,
    customer,
    1 AS orders,
    kept AS order_value,
    kept AS net_sales
  FROM customer_orders
  WHERE
    NOT customer IS NULL AND ordered_local >= :vip_from AND ordered_local < :vip_to
  UNION ALL
  SELECT
    c.shop_id,
    c.customer,
    0 AS orders,
    CAST(0 AS DECIMAL(28, 8)) AS order_value,
    -r.returns AS net_sales
  FROM refund_events AS r
  INNER JOIN customer_orders AS c
    ON r.shop_id = c.shop_id AND r.order_id = c.order_id
  WHERE
    NOT c.customer IS NULL
    AND r.booked_local >= :vip_from
    AND r.booked_local < :vip_to
), sums AS (
  SELECT
    shop_id,
    customer,
    MAX(order_value) AS largest,
    SUM(net_sales) AS net_sales
  FROM moves
  GROUP BY
    shop_id,
    customer
  HAVING
    SUM(orders) > 0
), ranked AS (
  SELECT
    shop_id,
    customer,
    largest,
    ROW_NUMBER() OVER (ORDER BY net_sales DESC, shop_id NULLS LAST, customer NULLS LAST) AS place,
    COUNT(*) OVER () AS n
  FROM sums
), since AS (
  SELECT DISTINCT
    shop_id,
    customer
  FROM customer_orders
  WHERE
    NOT customer IS NULL AND ordered_local >= :vip_to AND ordered_local < :until
)
SELECT
  COUNT(*) AS vips,
  COUNT(s.customer) AS came_back
FROM ranked AS r
LEFT JOIN since AS s
  ON r.shop_id = s.shop_id AND r.customer = s.customer
WHERE
  r.largest >= :vip_order OR r.place <= FLOOR(CAST(r.n AS DOUBLE) * :vip_share)
