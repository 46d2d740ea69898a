WITH states AS (
  SELECT
    o.shop_id,
    o.order_id,
    o.order_no,
    o.paid_local,
    o.financial_status,
    COALESCE(
      o.fulfillment_status,
      CASE WHEN p.waiting > 0 THEN 'unfulfilled' ELSE 'unstated' END
    ) AS state,
    COALESCE(o.fulfillment_status, '') = 'partial' OR COALESCE(p.gone, 0) > 0 AS partly,
    p.promised_local
  FROM orders AS o
  LEFT JOIN order_parcels AS p
    ON o.shop_id = p.shop_id AND o.order_id = p.order_id
  WHERE
    o.cancelled_local IS NULL AND COALESCE(o.financial_status, '') <> 'refunded'
), due AS (
  SELECT
    *
  FROM states
  WHERE
    state IN ('unfulfilled', 'partial')
), goods AS (
  SELECT
    l.shop_id,
    l.order_id,
    SUM(l.sales) AS value
  FROM line_sales AS l
  INNER JOIN due AS d
    ON l.shop_id = d.shop_id AND l.order_id = d.order_id
  WHERE
    l.requires_shipping AND COALESCE(l.fulfillment_status, '') <> 'fulfilled'
  GROUP BY
    l.shop_id,
    l.order_id
)
SELECT
  d.shop_id,
  d.order_id,
  COALESCE(d.order_no, d.order_id) AS order_no,
  COALESCE(d.paid_local, v.ordered_local) AS since_local,
  d.promised_local,
  COALESCE(d.financial_status IN ('paid', 'partially_refunded'), TRUE) AS paid,
  d.partly,
  g.value
FROM due AS d
INNER JOIN order_value AS v
  ON d.shop_id = v.shop_id AND d.order_id = v.order_id
INNER JOIN goods AS g
  ON d.shop_id = g.shop_id AND d.order_id = g.order_id
WHERE
  NOT COALESCE(d.paid_local, v.ordered_local) IS NULL
