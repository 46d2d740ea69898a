WITH per_order AS (
  SELECT
    shop_id,
    order_id,
    MIN(ordered_local) AS ordered_local,
    SUM(sales) AS sales,
    SUM(CASE WHEN NOT cost IS NULL THEN sales ELSE 0 END) AS covered,
    SUM(COALESCE(cost, 0)) AS cost
  FROM line_sales
  GROUP BY
    shop_id,
    order_id
), moves AS (
  SELECT
    ordered_local AS at_local,
    sales,
    covered,
    cost
  FROM per_order
  UNION ALL
  SELECT
    e.booked_local AS at_local,
    -e.returns AS sales,
    -CAST((
      CAST(CAST(e.returns AS DOUBLE) * CAST(p.covered AS DOUBLE) AS DOUBLE) / NULLIF(CAST(p.sales AS DOUBLE), CAST(0.0 AS DOUBLE))
    ) AS DECIMAL(28, 8)) AS covered,
    -CAST((
      CAST(CAST(e.returns AS DOUBLE) * CAST(p.cost AS DOUBLE) AS DOUBLE) / NULLIF(CAST(p.sales AS DOUBLE), CAST(0.0 AS DOUBLE))
    ) AS DECIMAL(28, 8)) AS cost
  FROM refund_events AS e
  LEFT JOIN per_order AS p
    ON e.shop_id = p.shop_id AND e.order_id = p.order_id
)
SELECT
  COALESCE(SUM(sales), 0) AS sales,
  COALESCE(SUM(covered), 0) AS covered,
  COALESCE(SUM(cost), 0) AS cost
FROM moves
WHERE
  (
    at_local >= :start_at AND at_local < :end_at
  )
  OR (
    :undated AND at_local IS NULL
  )
