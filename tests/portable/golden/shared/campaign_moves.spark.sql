WITH coded AS (
  SELECT
    shop_id,
    order_id,
    ',' || REPLACE(REPLACE(LOWER(discount_codes), ' ', ''), '+', ',') || ',' AS codes
  FROM orders
  WHERE
    NOT discount_codes IS NULL
), members AS (
  SELECT DISTINCT
    shop_id,
    customer
  FROM campaign_people
), moves AS (
  SELECT
    shop_id,
    customer,
    order_id,
    ordered_local AS at_local,
    1 AS orders,
    kept,
    kept AS net_sales
  FROM order_customers
  UNION ALL
  SELECT
    r.shop_id,
    r.customer,
    r.order_id,
    r.booked_local AS at_local,
    0 AS orders,
    o.kept,
    -r.returns AS net_sales
  FROM customer_refunds AS r
  INNER JOIN order_customers AS o
    ON r.shop_id = o.shop_id AND r.order_id = o.order_id
)
SELECT
  v.shop_id,
  v.customer,
  v.at_local,
  v.orders,
  v.net_sales,
  CAST(v.net_sales AS DOUBLE) - CASE
    WHEN v.orders = 1
    THEN c.cost
    ELSE CAST(c.cost * CAST(v.net_sales AS DOUBLE) AS DOUBLE) / NULLIF(CAST(v.kept AS DOUBLE), CAST(0.0 AS DOUBLE))
  END AS profit,
  c.amount * v.orders AS amount,
  c.covered * v.orders AS covered,
  d.codes
FROM moves AS v
INNER JOIN members AS m
  ON v.shop_id = m.shop_id AND v.customer = m.customer
LEFT JOIN coded AS d
  ON v.shop_id = d.shop_id AND v.order_id = d.order_id
LEFT JOIN campaign_costs AS c
  ON v.shop_id = c.shop_id AND v.order_id = c.order_id
