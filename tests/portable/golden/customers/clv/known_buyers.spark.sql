WITH brought AS (
  SELECT
    shop_id,
    customer,
    SUM(orders) AS orders,
    SUM(net_sales) AS net_sales
  FROM customer_moves
  GROUP BY
    shop_id,
    customer
)
SELECT
  w.shop_id AS shop,
  w.customer,
  COALESCE(p.name, '') AS name,
  COALESCE(p.email, '') AS email,
  COALESCE(p.phone, '') AS phone,
  CASE WHEN p.accepts_email THEN 1 WHEN NOT p.accepts_email THEN 0 ELSE -1 END AS agreed,
  CAST(w.orders AS BIGINT) AS orders,
  CAST(FLOOR(w.net_sales) AS BIGINT) AS whole,
  CAST((
    (
      w.net_sales - FLOOR(w.net_sales)
    ) * 100000000
  ) AS BIGINT) AS rest
FROM brought AS w
LEFT JOIN numbered_buyers AS b
  ON w.shop_id = b.shop_id AND w.customer = b.customer
LEFT JOIN customer_contacts AS p
  ON w.shop_id = p.shop_id AND w.customer = p.customer
ORDER BY
  b.buyer NULLS LAST,
  w.shop_id NULLS LAST,
  w.customer NULLS LAST
