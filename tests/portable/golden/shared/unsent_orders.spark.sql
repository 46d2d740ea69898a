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
), states AS (
  SELECT
    o.shop_id,
    o.order_id,
    o.order_no,
    o.paid_local,
    o.cancelled_local,
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
)
SELECT
  s.shop_id,
  s.order_id,
  COALESCE(s.order_no, s.order_id) AS order_no,
  COALESCE(s.paid_local, v.ordered_local) AS since_local,
  s.promised_local,
  COALESCE(s.financial_status IN ('paid', 'partially_refunded'), TRUE) AS paid,
  s.partly,
  g.value
FROM states AS s
INNER JOIN order_value AS v
  ON s.shop_id = v.shop_id AND s.order_id = v.order_id
INNER JOIN goods AS g
  ON s.shop_id = g.shop_id AND s.order_id = g.order_id
WHERE
  s.state IN ('unfulfilled', 'partial')
  AND s.cancelled_local IS NULL
  AND COALESCE(s.financial_status, '') <> 'refunded'
  AND NOT COALESCE(s.paid_local, v.ordered_local) IS NULL
