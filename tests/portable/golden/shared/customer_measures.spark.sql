WITH placed AS (
  SELECT
    c.shop_id || ' ' || c.customer AS customer_key,
    c.order_id,
    c.ordered_local,
    c.kept,
    v.units
  FROM order_customers AS c
  INNER JOIN order_value AS v
    ON c.shop_id = v.shop_id AND c.order_id = v.order_id
  WHERE
    NOT c.customer IS NULL
), bursts AS (
  SELECT
    customer_key,
    COUNT(*) OVER (
      PARTITION BY customer_key
      ORDER BY ordered_local NULLS LAST
      RANGE BETWEEN CURRENT ROW AND INTERVAL '30' DAY FOLLOWING
    ) AS orders
  FROM placed
  WHERE
    NOT ordered_local IS NULL
), busiest AS (
  SELECT
    customer_key,
    MAX(orders) AS most_orders_in_30_days
  FROM bursts
  GROUP BY
    customer_key
), by_quarter AS (
  SELECT
    customer_key,
    QUARTER(ordered_local) AS season,
    COUNT(*) AS orders
  FROM placed
  WHERE
    NOT ordered_local IS NULL
  GROUP BY
    customer_key,
    QUARTER(ordered_local)
), seasons AS (
  SELECT
    customer_key,
    MAX(orders) AS orders
  FROM by_quarter
  GROUP BY
    customer_key
), sums AS (
  SELECT
    customer_key,
    COUNT(*) AS orders,
    SUM(units) AS units,
    SUM(kept) AS order_value,
    MAX(units) AS most_units,
    MIN(ordered_local) AS first_local,
    MAX(ordered_local) AS last_local
  FROM placed
  GROUP BY
    customer_key
)
SELECT
  s.customer_key,
  CAST(s.orders AS DOUBLE) AS orders,
  CAST(s.units AS DOUBLE) AS units,
  CAST(s.order_value AS DOUBLE) AS order_value,
  CAST(s.order_value AS DOUBLE) / NULLIF(CAST(s.orders AS DOUBLE), CAST(0.0 AS DOUBLE)) AS aov,
  CAST(s.units AS DOUBLE) / NULLIF(CAST(s.orders AS DOUBLE), CAST(0.0 AS DOUBLE)) AS units_per_order,
  CAST(s.most_units AS DOUBLE) AS most_units,
  CAST(COALESCE(b.most_orders_in_30_days, 0) AS DOUBLE) AS orders_in_30_days,
  CAST(COALESCE(q.orders, 0) AS DOUBLE) / NULLIF(CAST(s.orders AS DOUBLE), CAST(0.0 AS DOUBLE)) AS season_share,
  CAST(COALESCE(DATEDIFF(CAST(s.last_local AS DATE), CAST(s.first_local AS DATE)), 0) AS DOUBLE) AS days_active
FROM sums AS s
LEFT JOIN busiest AS b
  ON s.customer_key = b.customer_key
LEFT JOIN seasons AS q
  ON s.customer_key = q.customer_key
