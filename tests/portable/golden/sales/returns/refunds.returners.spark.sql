WITH back AS (
  SELECT
    e.shop_id,
    e.order_id,
    SUM(e.returns) AS returns,
    CAST(MAX(e.booked_local) AS DATE) AS last_day
  FROM refund_events AS e
  INNER JOIN order_value AS v
    ON e.shop_id = v.shop_id AND e.order_id = v.order_id
  WHERE
    e.basis <> 'cancelled' AND e.returns > 0 AND v.wanted
  GROUP BY
    e.shop_id,
    e.order_id
), unwanted AS (
  SELECT
    shop_id,
    order_id
  FROM order_value
  WHERE
    NOT wanted
), placed AS (
  SELECT
    c.shop_id,
    c.customer,
    COUNT(*) AS orders,
    SUM(c.kept) AS sales
  FROM order_customers AS c
  LEFT JOIN unwanted AS u
    ON c.shop_id = u.shop_id AND c.order_id = u.order_id
  WHERE
    NOT c.customer IS NULL AND u.order_id IS NULL
  GROUP BY
    c.shop_id,
    c.customer
), theirs AS (
  SELECT
    c.shop_id,
    c.customer,
    COUNT(*) AS returned,
    SUM(b.returns) AS returns,
    MAX(b.last_day) AS last_day
  FROM back AS b
  INNER JOIN order_customers AS c
    ON b.shop_id = c.shop_id AND b.order_id = c.order_id
  GROUP BY
    c.shop_id,
    c.customer
), unlinked AS (
  SELECT
    shop_id,
    customer_id AS customer,
    COUNT(DISTINCT refund_id) AS returned,
    SUM(COALESCE(subtotal, 0) + COALESCE(discrepancy, 0)) AS returns,
    CAST(MAX(refunded_local) AS DATE) AS last_day
  FROM refunds
  WHERE
    order_id IS NULL AND COALESCE(kind, 'product') = 'product'
  GROUP BY
    shop_id,
    customer_id
), returners AS (
  SELECT
    p.shop_id,
    p.customer,
    p.orders,
    p.sales,
    COALESCE(t.returned, 0) + COALESCE(u.returned, 0) AS returned,
    COALESCE(t.returns, 0) + COALESCE(u.returns, 0) AS returns,
    GREATEST(t.last_day, u.last_day) AS last_day
  FROM placed AS p
  LEFT JOIN theirs AS t
    ON p.shop_id = t.shop_id AND p.customer = t.customer
  LEFT JOIN unlinked AS u
    ON p.shop_id = u.shop_id AND p.customer = u.customer
  WHERE
    COALESCE(t.returned, 0) + COALESCE(u.returned, 0) > 0
), whole AS (
  SELECT
    SUM(orders) AS all_orders,
    SUM(CASE WHEN orders > 1 THEN 1 ELSE 0 END) AS asked
  FROM placed
)
SELECT
  r.shop_id AS shop,
  r.customer,
  p.name,
  r.orders,
  r.returned,
  r.sales,
  r.returns,
  r.last_day,
  CAST(w.all_orders AS BIGINT) AS all_orders,
  CAST((
    SUM(r.returned) OVER (PARTITION BY 1)
  ) AS BIGINT) AS all_returned,
  CAST(w.asked AS BIGINT) AS asked
FROM returners AS r
CROSS JOIN whole AS w
LEFT JOIN people AS p
  ON r.shop_id = p.shop_id AND r.customer = p.customer
ORDER BY
  r.returns DESC,
  r.customer NULLS LAST,
  r.shop_id NULLS LAST
