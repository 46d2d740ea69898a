WITH given_back AS (
  SELECT DISTINCT
    shop_id,
    order_id
  FROM refund_events
  WHERE
    basis <> 'refund lines'
), sold AS (
  SELECT
    l.shop_id,
    l.order_id,
    l.sku,
    SUM(l.qty) AS qty
  FROM line_sales AS l
  INNER JOIN given_back AS g
    ON l.shop_id = g.shop_id AND l.order_id = g.order_id
  GROUP BY
    l.shop_id,
    l.order_id,
    l.sku
), lines AS (
  SELECT
    r.shop_id,
    r.order_id,
    r.refund_id,
    e.booked_local,
    COALESCE(r.sku, r.title, '(no SKU)') AS sku,
    NULLIF(TRIM(r.reason), '') AS reason,
    r.restocked,
    CAST(COALESCE(r.qty, 0) AS DECIMAL(28, 8)) AS units,
    CAST((
      COALESCE(r.subtotal, 0) + COALESCE(r.discrepancy, 0)
    ) AS DECIMAL(28, 8)) AS returns
  FROM refunds AS r
  INNER JOIN refund_events AS e
    ON r.shop_id = e.shop_id
    AND r.refund_id = e.refund_id
    AND COALESCE(r.order_id, '') = COALESCE(e.order_id, '')
    AND e.basis = 'refund lines'
  WHERE
    COALESCE(r.kind, 'product') = 'product'
  UNION ALL
  SELECT
    l.shop_id,
    l.order_id,
    l.refund_id,
    e.booked_local,
    l.sku,
    CAST(NULL AS STRING) AS reason,
    CAST(NULL AS BOOLEAN) AS restocked,
    CAST(CASE WHEN e.units > 0 THEN s.qty END AS DECIMAL(28, 8)) AS units,
    l.returns
  FROM line_returns AS l
  INNER JOIN refund_events AS e
    ON l.shop_id = e.shop_id
    AND l.order_id = e.order_id
    AND l.refund_id = e.refund_id
    AND e.basis <> 'refund lines'
  LEFT JOIN sold AS s
    ON l.shop_id = s.shop_id AND l.order_id = s.order_id AND l.sku = s.sku
)
SELECT
  l.shop_id,
  l.order_id,
  l.refund_id,
  l.booked_local,
  v.ordered_local,
  NOT v.order_id IS NULL AS known,
  l.sku,
  l.reason,
  l.restocked,
  l.units,
  l.returns,
  NOT COALESCE(v.wanted, TRUE) AS never_sent
FROM lines AS l
LEFT JOIN order_value AS v
  ON l.shop_id = v.shop_id AND l.order_id = v.order_id
