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
), placed AS (
  SELECT
    c.shop_id,
    c.customer,
    COUNT(*) AS orders,
    COUNT(b.order_id) AS returned,
    SUM(c.kept) AS sales,
    COALESCE(SUM(b.returns), 0) AS returns,
    MAX(b.last_day) AS last_day
  FROM customer_orders AS c
  INNER JOIN order_value AS v
    ON c.shop_id = v.shop_id AND c.order_id = v.order_id
  LEFT JOIN back AS b
    ON c.shop_id = b.shop_id AND c.order_id = b.order_id
  WHERE
    NOT c.customer IS NULL AND v.wanted
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
), buyers AS (
  SELECT
    p.shop_id,
    p.customer,
    p.orders,
    p.sales,
    p.returned + COALESCE(u.returned, 0) AS returned,
    p.returns + COALESCE(u.returns, 0) AS returns,
    GREATEST(p.last_day, u.last_day) AS last_day
  FROM placed AS p
  LEFT JOIN unlinked AS u
    ON p.shop_id = u.shop_id AND p.customer = u.customer
), whole AS (
  SELECT
    shop_id,
    customer,
    orders,
    returned,
    sales,
    returns,
    last_day,
    SUM(orders) OVER (PARTITION BY 1) AS all_orders,
    SUM(returned) OVER (PARTITION BY 1) AS all_returned,
    SUM(CASE WHEN orders > 1 THEN 1 ELSE 0 END) OVER (PARTITION BY 1) AS asked
  FROM buyers
)
SELECT
  w.shop_id AS shop,
  w.customer,
  p.name,
  w.orders,
  w.returned,
  w.sales,
  w.returns,
  w.last_day,
  CAST(w.all_orders AS BIGINT) AS all_orders,
  CAST(w.all_returned AS BIGINT) AS all_returned,
  CAST(w.asked AS BIGINT) AS asked
FROM whole AS w
LEFT JOIN people AS p
  ON w.shop_id = p.shop_id AND w.customer = p.customer
WHERE
  w.returned > 0
ORDER BY
  w.returns DESC,
  w.customer NULLS LAST,
  w.shop_id NULLS LAST
