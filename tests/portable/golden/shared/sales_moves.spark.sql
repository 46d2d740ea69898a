WITH back_orders AS (
  SELECT DISTINCT
    shop_id,
    order_id
  FROM line_returns
), sold AS (
  SELECT
    l.shop_id,
    l.order_id,
    l.sku,
    MAX(l.title) AS title,
    MAX(l.category) AS category,
    MAX(l.vendor) AS vendor
  FROM line_sales AS l
  INNER JOIN back_orders AS b
    ON l.shop_id = b.shop_id AND l.order_id = b.order_id
  GROUP BY
    l.shop_id,
    l.order_id,
    l.sku
), elsewhere AS (
  SELECT DISTINCT
    r.shop_id,
    r.sku
  FROM line_returns AS r
  LEFT JOIN sold AS o
    ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.sku = o.sku
  WHERE
    o.sku IS NULL
), named AS (
  SELECT
    shop_id,
    sku,
    title,
    category,
    vendor
  FROM line_sales
  UNION ALL
  SELECT
    shop_id,
    sku,
    title,
    type AS category,
    vendor
  FROM products
), known AS (
  SELECT
    n.shop_id,
    n.sku,
    MAX(n.title) AS title,
    MAX(n.category) AS category,
    MAX(n.vendor) AS vendor
  FROM named AS n
  INNER JOIN elsewhere AS e
    ON n.shop_id = e.shop_id AND n.sku = e.sku
  GROUP BY
    n.shop_id,
    n.sku
), borne_refunds AS (
  SELECT
    shop_id,
    COALESCE(order_id, '') AS order_id,
    refund_id,
    SUM(returns) AS returns
  FROM line_returns
  GROUP BY
    shop_id,
    COALESCE(order_id, ''),
    refund_id
), borne_discounts AS (
  SELECT
    shop_id,
    order_id,
    SUM(discounts) AS discounts
  FROM line_sales
  WHERE
    discounts <> 0
  GROUP BY
    shop_id,
    order_id
), others AS (
  SELECT
    r.shop_id,
    r.order_id,
    r.refund_id,
    r.booked_local AS at_local,
    r.sku,
    CASE WHEN o.sku IS NULL THEN k.title ELSE o.title END AS title,
    CASE WHEN o.sku IS NULL THEN k.category ELSE o.category END AS category,
    CASE WHEN o.sku IS NULL THEN k.vendor ELSE o.vendor END AS vendor,
    CAST(0 AS DECIMAL(28, 8)) AS discounts,
    r.returns,
    -r.cost AS cost
  FROM line_returns AS r
  LEFT JOIN sold AS o
    ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.sku = o.sku
  LEFT JOIN known AS k
    ON r.shop_id = k.shop_id AND r.sku = k.sku
  UNION ALL
  SELECT
    e.shop_id,
    e.order_id,
    e.refund_id,
    e.booked_local AS at_local,
    CAST(NULL AS STRING) AS sku,
    CAST(NULL AS STRING) AS title,
    CAST(NULL AS STRING) AS category,
    CAST(NULL AS STRING) AS vendor,
    CAST(0 AS DECIMAL(28, 8)) AS discounts,
    e.returns - COALESCE(b.returns, 0) AS returns,
    CAST(NULL AS DECIMAL(28, 8)) AS cost
  FROM refund_events AS e
  LEFT JOIN borne_refunds AS b
    ON e.shop_id = b.shop_id
    AND COALESCE(e.order_id, '') = b.order_id
    AND e.refund_id = b.refund_id
  WHERE
    ABS(e.returns - COALESCE(b.returns, 0)) >= 0.005
  UNION ALL
  SELECT
    v.shop_id,
    v.order_id,
    CAST(NULL AS STRING) AS refund_id,
    v.ordered_local AS at_local,
    CAST(NULL AS STRING) AS sku,
    CAST(NULL AS STRING) AS title,
    CAST(NULL AS STRING) AS category,
    CAST(NULL AS STRING) AS vendor,
    v.discounts - COALESCE(b.discounts, 0) AS discounts,
    CAST(0 AS DECIMAL(28, 8)) AS returns,
    CAST(NULL AS DECIMAL(28, 8)) AS cost
  FROM order_value AS v
  LEFT JOIN borne_discounts AS b
    ON v.shop_id = b.shop_id AND v.order_id = b.order_id
  WHERE
    v.discounted AND ABS(v.discounts - COALESCE(b.discounts, 0)) >= 0.005
), payees AS (
  SELECT
    shop_id,
    refund_id,
    MAX(customer_id) AS customer,
    MAX(country) AS country
  FROM refunds
  WHERE
    order_id IS NULL
  GROUP BY
    shop_id,
    refund_id
)
SELECT
  shop_id,
  order_id,
  TRUE AS sold,
  CAST(NULL AS STRING) AS payee,
  CAST(NULL AS STRING) AS payee_country,
  ordered_local AS at_local,
  sku,
  title,
  category,
  vendor,
  qty AS units,
  unit_price,
  1 AS lines,
  gross_sales,
  discounts,
  CAST(0 AS DECIMAL(28, 8)) AS returns,
  sales AS net_sales,
  cost
FROM line_sales
UNION ALL
SELECT
  m.shop_id,
  m.order_id,
  FALSE AS sold,
  p.customer AS payee,
  p.country AS payee_country,
  m.at_local,
  m.sku,
  m.title,
  m.category,
  m.vendor,
  0 AS units,
  CAST(NULL AS DECIMAL(18, 4)) AS unit_price,
  0 AS lines,
  CAST(0 AS DECIMAL(28, 8)) AS gross_sales,
  m.discounts,
  m.returns,
  -m.discounts - m.returns AS net_sales,
  m.cost
FROM others AS m
LEFT JOIN payees AS p
  ON m.shop_id = p.shop_id AND m.refund_id = p.refund_id AND m.order_id IS NULL
