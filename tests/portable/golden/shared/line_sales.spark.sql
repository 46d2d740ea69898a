WITH costs AS (
  SELECT
    shop_id,
    sku,
    MAX(unit_cost) AS unit_cost,
    MAX(title) AS title,
    MAX(type) AS category,
    MAX(vendor) AS vendor
  FROM products
  GROUP BY
    shop_id,
    sku
), lines AS (
  SELECT
    l.shop_id,
    l.order_id,
    CASE WHEN NOT l.ordered_local IS NULL OR NOT v.dates_lines THEN v.ordered_local END AS ordered_local,
    v.cancelled_local,
    COALESCE(l.sku, l.title, '(no SKU)') AS sku,
    COALESCE(c.title, l.title, l.sku) AS title,
    COALESCE(l.category, c.category) AS category,
    COALESCE(l.vendor, c.vendor) AS vendor,
    COALESCE(l.qty, 0) AS qty,
    l.unit_price,
    l.fulfillment_status,
    COALESCE(l.requires_shipping, TRUE) AS requires_shipping,
    CAST((
      CAST(l.amount AS DOUBLE) * v.keep
    ) AS DECIMAL(28, 8)) AS gross_sales,
    CAST((
      CAST(CAST(v.discounts AS DOUBLE) * CAST(l.amount AS DOUBLE) * v.keep AS DOUBLE) / NULLIF(CAST(v.gross_sales AS DOUBLE), CAST(0.0 AS DOUBLE))
    ) AS DECIMAL(28, 8)) AS discounts,
    l.qty * COALESCE(l.unit_cost, c.unit_cost) AS cost
  FROM order_lines AS l
  INNER JOIN order_value AS v
    ON l.shop_id = v.shop_id AND l.order_id = v.order_id
  LEFT JOIN costs AS c
    ON l.shop_id = c.shop_id AND l.sku = c.sku
  WHERE
    l.kind = 'product'
)
SELECT
  shop_id,
  order_id,
  ordered_local,
  cancelled_local,
  sku,
  title,
  category,
  vendor,
  qty,
  unit_price,
  fulfillment_status,
  requires_shipping,
  gross_sales,
  CAST(COALESCE(discounts, 0) AS DECIMAL(28, 8)) AS discounts,
  gross_sales - COALESCE(discounts, 0) AS sales,
  CAST(cost AS DECIMAL(28, 8)) AS cost
FROM lines
