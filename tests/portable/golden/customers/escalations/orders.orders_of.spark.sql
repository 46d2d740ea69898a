WITH asked AS (
  SELECT DISTINCT
    shop_id,
    order_id
  FROM ticket_orders
), items AS (
  SELECT
    l.shop_id,
    l.order_id,
    COALESCE(l.title, l.sku, 'unnamed') AS title,
    l.qty,
    ROW_NUMBER() OVER (PARTITION BY l.shop_id, l.order_id ORDER BY l.amount DESC, l.line_id NULLS LAST) AS place,
    COUNT(*) OVER (PARTITION BY l.shop_id, l.order_id) AS lines
  FROM order_lines AS l
  INNER JOIN asked AS a
    ON l.shop_id = a.shop_id AND l.order_id = a.order_id
  WHERE
    l.kind = 'product'
), sent AS (
  SELECT
    p.shop_id,
    p.order_id,
    MAX(p.shipped_local) AS shipped,
    MAX(p.delivered_local) AS delivered,
    MIN(CASE WHEN p.shipped_local IS NULL THEN p.promised_local END) AS promised,
    MAX(CASE WHEN p.shipped_local IS NULL THEN 1 ELSE 0 END) = 1 AS waits,
    MIN(CASE WHEN p.arrived THEN 1 ELSE 0 END) = 1 AS arrived,
    MAX(CASE WHEN p.failed THEN 1 ELSE 0 END) = 1 AS failed
  FROM parcels AS p
  INNER JOIN asked AS a
    ON p.shop_id = a.shop_id AND p.order_id = a.order_id
  GROUP BY
    p.shop_id,
    p.order_id
)
SELECT
  a.ticket_shop AS shop,
  a.ticket_id AS ticket,
  a.shop_id AS order_shop,
  COALESCE(o.order_no, o.order_id) AS order_no,
  a.is_named,
  v.kept AS value,
  COALESCE(o.paid_local, v.ordered_local) AS since,
  COALESCE(o.financial_status, 'paid') IN ('paid', 'partially_refunded') AS paid,
  NOT o.cancelled_local IS NULL AS cancelled,
  COALESCE(o.financial_status, '') = 'refunded' AS refunded,
  COALESCE(o.fulfillment_status, CASE WHEN s.waits THEN 'unfulfilled' END) AS fulfillment_status,
  v.ships AND COALESCE(o.channel, '') <> 'pos' AS ships,
  COALESCE(s.shipped, o.fulfilled_local) AS shipped,
  s.delivered,
  s.promised,
  NOT s.shipped IS NULL AS tracked,
  COALESCE(s.arrived, FALSE) AS arrived,
  COALESCE(s.failed, FALSE) AS failed,
  n.title,
  n.qty,
  n.lines
FROM ticket_orders AS a
INNER JOIN orders AS o
  ON a.shop_id = o.shop_id AND a.order_id = o.order_id
INNER JOIN order_value AS v
  ON a.shop_id = v.shop_id AND a.order_id = v.order_id
LEFT JOIN sent AS s
  ON a.shop_id = s.shop_id AND a.order_id = s.order_id
LEFT JOIN items AS n
  ON a.shop_id = n.shop_id AND a.order_id = n.order_id AND n.place = 1
ORDER BY
  a.ticket_shop NULLS LAST,
  a.ticket_id NULLS LAST
