WITH began AS (
  SELECT
    MIN(sent_local) AS first_local
  FROM campaign_people
), members AS (
  SELECT DISTINCT
    shop_id,
    customer
  FROM campaign_people
), moved AS (
  SELECT
    shop_id,
    customer,
    order_id,
    ordered_local AS at_local
  FROM order_customers
  UNION ALL
  SELECT
    shop_id,
    customer,
    order_id,
    booked_local AS at_local
  FROM customer_refunds
), wanted AS (
  SELECT DISTINCT
    v.shop_id,
    v.order_id
  FROM moved AS v
  INNER JOIN members AS m
    ON v.shop_id = m.shop_id AND v.customer = m.customer
  CROSS JOIN began AS b
  WHERE
    v.at_local >= b.first_local
), catalogue AS (
  SELECT
    shop_id,
    sku,
    MAX(unit_cost) AS unit_cost
  FROM products
  GROUP BY
    shop_id,
    sku
), costed AS (
  SELECT
    l.shop_id,
    l.order_id,
    l.amount,
    l.qty * COALESCE(l.unit_cost, c.unit_cost) AS cost
  FROM order_lines AS l
  INNER JOIN wanted AS w
    ON l.shop_id = w.shop_id AND l.order_id = w.order_id
  LEFT JOIN catalogue AS c
    ON l.shop_id = c.shop_id AND l.sku = c.sku
  WHERE
    l.kind = 'product'
), by_order AS (
  SELECT
    shop_id,
    order_id,
    CAST(SUM(amount) AS DOUBLE) AS amount,
    CAST(SUM(CASE WHEN NOT cost IS NULL THEN amount ELSE 0 END) AS DOUBLE) AS covered,
    CAST(COALESCE(SUM(cost), 0) AS DOUBLE) AS known_cost
  FROM costed
  GROUP BY
    shop_id,
    order_id
), rate AS (
  SELECT
    CAST(SUM(known_cost) AS DOUBLE) / NULLIF(SUM(covered), CAST(0.0 AS DOUBLE)) AS cost_rate
  FROM by_order
)
SELECT
  o.shop_id,
  o.order_id,
  o.amount,
  o.covered,
  o.known_cost + (
    o.amount - o.covered
  ) * r.cost_rate AS cost
FROM by_order AS o
CROSS JOIN rate AS r
