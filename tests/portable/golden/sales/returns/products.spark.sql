WITH named AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    MAX(category) AS category
  FROM line_sales
  GROUP BY
    shop_id,
    sku
), moves AS (
  SELECT
    shop_id,
    sku,
    order_id AS sold_order,
    CAST(NULL AS STRING) AS back_order,
    units AS sold,
    sales,
    CAST(0 AS DECIMAL(28, 8)) AS back,
    CAST(0 AS DECIMAL(28, 8)) AS returns
  FROM demand
  WHERE
    ordered_local >= :start_at AND ordered_local < :end_at
  UNION ALL
  SELECT
    l.shop_id,
    l.sku,
    l.order_id AS sold_order,
    CAST(NULL AS STRING) AS back_order,
    l.qty AS sold,
    l.sales,
    CAST(0 AS DECIMAL(28, 8)) AS back,
    CAST(0 AS DECIMAL(28, 8)) AS returns
  FROM line_sales AS l
  WHERE
    :undated AND l.ordered_local IS NULL AND l.wanted
  UNION ALL
  SELECT
    shop_id,
    sku,
    CAST(NULL AS STRING) AS sold_order,
    order_id AS back_order,
    0 AS sold,
    CAST(0 AS DECIMAL(28, 8)) AS sales,
    COALESCE(units, 0) AS back,
    returns
  FROM returned_lines
  WHERE
    NOT never_sent
    AND (
      (
        CASE WHEN :cohort THEN ordered_local ELSE booked_local END >= :start_at
        AND CASE WHEN :cohort THEN ordered_local ELSE booked_local END < :end_at
      )
      OR (
        :undated
        AND (
          known OR NOT :cohort
        )
        AND CASE WHEN :cohort THEN ordered_local ELSE booked_local END IS NULL
      )
    )
)
SELECT
  m.shop_id AS shop,
  m.sku,
  MAX(n.title) AS title,
  MAX(n.category) AS category,
  SUM(m.sold) AS sold,
  SUM(m.sales) AS sales,
  SUM(m.back) AS back,
  SUM(m.returns) AS returns,
  COUNT(DISTINCT m.sold_order) AS orders,
  COUNT(DISTINCT m.back_order) AS orders_back
FROM moves AS m
LEFT JOIN named AS n
  ON m.shop_id = n.shop_id AND m.sku = n.sku
GROUP BY
  m.shop_id,
  m.sku
ORDER BY
  returns DESC,
  m.sku NULLS LAST,
  m.shop_id NULLS LAST
