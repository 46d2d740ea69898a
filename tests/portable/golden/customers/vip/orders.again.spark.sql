WITH large AS (
  SELECT
    shop_id,
    customer,
    order_id,
    ordered_local
  FROM order_customers
  WHERE
    NOT customer IS NULL
    AND kept >= :order_over
    AND ordered_local >= :from_at
    AND ordered_local < :to_at
), later AS (
  SELECT
    l.shop_id,
    l.order_id,
    c.kept,
    ROW_NUMBER() OVER (
      PARTITION BY l.shop_id, l.order_id
      ORDER BY c.ordered_local NULLS LAST, c.order_id NULLS LAST
    ) AS place
  FROM large AS l
  INNER JOIN order_customers AS c
    ON l.shop_id = c.shop_id AND l.customer = c.customer
  WHERE
    c.ordered_local > l.ordered_local
    AND c.ordered_local < l.ordered_local + INTERVAL '30' DAY
)
SELECT
  COUNT(*) AS orders,
  COUNT(n.kept) AS again,
  COALESCE(SUM(n.kept), 0) AS order_value
FROM large AS l
LEFT JOIN later AS n
  ON l.shop_id = n.shop_id AND l.order_id = n.order_id AND n.place = 1
