WITH given_back AS (
  SELECT DISTINCT
    shop_id,
    order_id
  FROM refund_events
), sold AS (
  SELECT
    l.shop_id,
    l.order_id,
    l.sku,
    SUM(l.sales) AS sales,
    SUM(l.qty) AS qty,
    SUM(l.cost) AS cost
  FROM line_sales AS l
  INNER JOIN given_back AS g
    ON l.shop_id = g.shop_id AND l.order_id = g.order_id
  GROUP BY
    l.shop_id,
    l.order_id,
    l.sku
), costs AS (
  SELECT
    shop_id,
    sku,
    MAX(unit_cost) AS unit_cost
  FROM products
  GROUP BY
    shop_id,
    sku
), named AS (
  SELECT
    r.shop_id,
    r.order_id,
    r.refund_id,
    e.booked_local,
    COALESCE(r.sku, r.title, '(no SKU)') AS sku,
    COALESCE(r.subtotal, 0) + COALESCE(r.discrepancy, 0) AS returns,
    CAST(COALESCE(r.qty, 0) AS DOUBLE) * COALESCE(
      CAST(s.cost AS DOUBLE) / NULLIF(CAST(s.qty AS DOUBLE), CAST(0.0 AS DOUBLE)),
      CAST(c.unit_cost AS DOUBLE)
    ) AS cost
  FROM refunds AS r
  INNER JOIN refund_events AS e
    ON r.shop_id = e.shop_id
    AND r.refund_id = e.refund_id
    AND COALESCE(r.order_id, '') = COALESCE(e.order_id, '')
    AND e.basis = 'refund lines'
  LEFT JOIN sold AS s
    ON r.shop_id = s.shop_id
    AND r.order_id = s.order_id
    AND COALESCE(r.sku, r.title, '(no SKU)') = s.sku
  LEFT JOIN costs AS c
    ON r.shop_id = c.shop_id AND r.sku = c.sku
  WHERE
    COALESCE(r.kind, 'product') = 'product'
), back AS (
  SELECT
    shop_id,
    order_id,
    sku,
    SUM(returns) AS returns
  FROM named
  GROUP BY
    shop_id,
    order_id,
    sku
), remaining AS (
  SELECT
    s.shop_id,
    s.order_id,
    s.sku,
    s.cost,
    s.sales,
    s.sales - COALESCE(b.returns, 0) AS rest
  FROM sold AS s
  LEFT JOIN back AS b
    ON s.shop_id = b.shop_id AND s.order_id = b.order_id AND s.sku = b.sku
), whole AS (
  SELECT
    shop_id,
    order_id,
    SUM(rest) AS rest
  FROM remaining
  GROUP BY
    shop_id,
    order_id
), shared AS (
  SELECT
    e.shop_id,
    e.order_id,
    e.refund_id,
    e.booked_local,
    s.sku,
    CAST(CAST(ROUND(
      (
        COALESCE(
          CAST(CAST(e.returns AS DOUBLE) * CAST(s.rest AS DOUBLE) AS DOUBLE) / NULLIF(CAST(w.rest AS DOUBLE), CAST(0.0 AS DOUBLE)),
          CAST(0.0 AS DOUBLE)
        )
      ) * CAST('1E8' AS DOUBLE)
    ) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS returns,
    CAST(CAST(e.returns AS DOUBLE) * CAST(s.cost AS DOUBLE) * (
      CAST(s.rest AS DOUBLE) / NULLIF(CAST(s.sales AS DOUBLE), CAST(0.0 AS DOUBLE))
    ) AS DOUBLE) / NULLIF(CAST(w.rest AS DOUBLE), CAST(0.0 AS DOUBLE)) AS cost
  FROM refund_events AS e
  INNER JOIN remaining AS s
    ON e.shop_id = s.shop_id AND e.order_id = s.order_id
  INNER JOIN whole AS w
    ON e.shop_id = w.shop_id AND e.order_id = w.order_id
  WHERE
    e.basis <> 'refund lines'
)
SELECT
  shop_id,
  order_id,
  refund_id,
  booked_local,
  sku,
  CAST(returns AS DECIMAL(28, 8)) AS returns,
  CAST(cost AS DECIMAL(28, 8)) AS cost
FROM named
UNION ALL
SELECT
  shop_id,
  order_id,
  refund_id,
  booked_local,
  sku,
  returns,
  CAST(cost AS DECIMAL(28, 8)) AS cost
FROM shared
