WITH moves AS (
  SELECT
    shop_id,
    customer,
    1 AS orders,
    kept AS net_sales
  FROM order_customers
  WHERE
    NOT customer IS NULL AND ordered_local >= :vip_from AND ordered_local < :vip_to
  UNION ALL
  SELECT
    shop_id,
    customer,
    0 AS orders,
    -returns AS net_sales
  FROM customer_refunds
  WHERE
    booked_local >= :vip_from AND booked_local < :vip_to
  UNION ALL
  SELECT
    shop_id,
    customer,
    0 AS orders,
    -net_sales AS net_sales
  FROM customer_dateless
  WHERE
    ordered_local >= :vip_from AND ordered_local < :vip_to
), sums AS (
  SELECT
    shop_id,
    customer,
    SUM(net_sales) AS net_sales
  FROM moves
  GROUP BY
    shop_id,
    customer
  HAVING
    SUM(orders) > 0
), edge AS (
  SELECT
    COUNT(*) AS customers,
    PERCENTILE(CAST(net_sales AS DOUBLE), CAST(1.0 AS DOUBLE) - :vip_share) AS net_sales
  FROM sums
), ranked AS (
  SELECT
    s.shop_id,
    s.customer,
    e.customers,
    ROW_NUMBER() OVER (ORDER BY s.net_sales DESC, s.shop_id NULLS LAST, s.customer NULLS LAST) AS place
  FROM sums AS s
  CROSS JOIN edge AS e
  WHERE
    CAST(s.net_sales AS DOUBLE) >= e.net_sales - CAST(0.01 AS DOUBLE)
), best AS (
  SELECT
    shop_id,
    customer
  FROM ranked
  WHERE
    place <= FLOOR(CAST(customers AS DOUBLE) * :vip_share)
  UNION
  SELECT
    shop_id,
    customer
  FROM order_customers
  WHERE
    NOT customer IS NULL
    AND ordered_local >= :vip_from
    AND ordered_local < :vip_to
    AND kept >= :vip_order
), since AS (
  SELECT DISTINCT
    b.shop_id,
    b.customer
  FROM order_customers AS c
  INNER JOIN best AS b
    ON c.shop_id = b.shop_id AND c.customer = b.customer
  WHERE
    c.ordered_local >= :vip_to AND c.ordered_local < :until
)
SELECT
  COUNT(*) AS vips,
  COUNT(s.customer) AS came_back
FROM best AS b
LEFT JOIN since AS s
  ON b.shop_id = s.shop_id AND b.customer = s.customer
