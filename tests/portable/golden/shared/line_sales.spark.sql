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
    CASE
      WHEN v.prices = 'gross'
      THEN CAST(CAST(ROUND((
        CAST(l.amount AS DOUBLE) * v.keep
      ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
      ELSE CAST(l.amount AS DECIMAL(28, 8))
    END AS gross,
    v.discounted,
    CASE
      WHEN v.discounted
      THEN CAST(CAST(ROUND(
        (
          CAST((
            COALESCE(l.line_discount, 0) + COALESCE(l.order_discount_share, 0)
          ) AS DOUBLE) * v.keep
        ) * CAST('1E8' AS DOUBLE)
      ) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
      ELSE CAST(0 AS DECIMAL(28, 8))
    END AS own,
    v.discounts AS order_discounts,
    v.own_discounts AS whole_own,
    v.gross_sales - v.own_discounts AS whole_left,
    v.location,
    v.wanted,
    l.qty * COALESCE(l.unit_cost, c.unit_cost) AS cost
  FROM order_lines AS l
  INNER JOIN order_value AS v
    ON l.shop_id = v.shop_id AND l.order_id = v.order_id
  LEFT JOIN costs AS c
    ON l.shop_id = c.shop_id AND l.sku = c.sku
  WHERE
    l.kind = 'product' OR v.order_id IS NULL
), discounted AS (
  SELECT
    *,
    CASE
      WHEN NOT discounted
      THEN CAST(0.0 AS DOUBLE)
      WHEN whole_own > order_discounts
      THEN CAST(CAST(own AS DOUBLE) * CAST(order_discounts AS DOUBLE) AS DOUBLE) / NULLIF(CAST(whole_own AS DOUBLE), CAST(0.0 AS DOUBLE))
      ELSE CAST(own AS DOUBLE) + COALESCE(
        CAST(CAST((
          order_discounts - whole_own
        ) AS DOUBLE) * CAST((
          gross - own
        ) AS DOUBLE) AS DOUBLE) / NULLIF(CAST(whole_left AS DOUBLE), CAST(0.0 AS DOUBLE)),
        CAST(0.0 AS DOUBLE)
      )
    END AS taken_off
  FROM lines
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
  gross AS gross_sales,
  CAST(taken_off AS DECIMAL(28, 8)) AS discounts,
  gross - CAST(taken_off AS DECIMAL(28, 8)) AS sales,
  CAST(cost AS DECIMAL(28, 8)) AS cost,
  location,
  wanted
FROM discounted
