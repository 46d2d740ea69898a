WITH goods AS (
  SELECT
    shop_id,
    order_id,
    SUM(sales) AS value
  FROM line_sales
  WHERE
    requires_shipping AND COALESCE(fulfillment_status, '') <> 'fulfilled'
  GROUP BY
    shop_id,
    order_id
)
SELECT
  COALESCE(o.order_no, o.order_id) AS order_no,
  COALESCE(o.paid_local, v.ordered_local) AS since,
  o.financial_status IN ('paid', 'partially_refunded') AS paid,
  o.fulfillment_status = 'partial' AS partly,
  g.value
FROM orders AS o
INNER JOIN order_value AS v
  ON o.shop_id = v.shop_id AND o.order_id = v.order_id
INNER JOIN goods AS g
  ON o.shop_id = g.shop_id AND o.order_id = g.order_id
WHERE
  o.fulfillment_status IN ('unfulfilled', 'partial')
  AND o.cancelled_local IS NULL
  AND COALESCE(o.financial_status, '') <> 'refunded'
  AND NOT COALESCE(o.paid_local, v.ordered_local) IS NULL
ORDER BY
  since NULLS LAST,
  order_no NULLS LAST,
  g.value NULLS LAST
