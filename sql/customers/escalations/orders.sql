-- The orders that open tickets are about: how they stand, and what was bought.
-- reads: ticket_orders, orders, order_lines, order_value
-- may read: parcels

-- name: orders_of
WITH
asked AS (
    SELECT DISTINCT
        shop_id,
        order_id
    FROM ticket_orders
),
items AS (
    SELECT
        l.shop_id,
        l.order_id,
        coalesce(l.title, l.sku, 'unnamed') AS title,
        l.qty,
        row_number() OVER (
            PARTITION BY l.shop_id, l.order_id ORDER BY l.amount DESC, l.line_id
        ) AS place,
        count(*) OVER (PARTITION BY l.shop_id, l.order_id) AS lines
    FROM order_lines AS l
    INNER JOIN asked AS a ON l.shop_id = a.shop_id AND l.order_id = a.order_id
    WHERE l.kind = 'product'
),
sent AS (
    SELECT
        p.shop_id,
        p.order_id,
        max(p.shipped_local) AS shipped,
        max(p.delivered_local) AS delivered,
        min(CASE WHEN p.shipped_local IS NULL THEN p.promised_local END) AS promised,
        max(CASE WHEN p.shipped_local IS NULL THEN 1 ELSE 0 END) = 1 AS waits,
        min(CASE WHEN p.arrived THEN 1 ELSE 0 END) = 1 AS arrived,
        max(CASE WHEN p.failed THEN 1 ELSE 0 END) = 1 AS failed
    FROM parcels AS p
    INNER JOIN asked AS a ON p.shop_id = a.shop_id AND p.order_id = a.order_id
    GROUP BY p.shop_id, p.order_id
)
SELECT
    a.ticket_shop AS shop,
    a.ticket_id AS ticket,
    a.shop_id AS order_shop,
    coalesce(o.order_no, o.order_id) AS order_no,
    a.is_named,
    v.kept AS value,
    coalesce(o.paid_local, v.ordered_local) AS since,
    coalesce(o.financial_status, 'paid') IN ('paid', 'partially_refunded') AS paid,
    o.cancelled_local IS NOT NULL AS cancelled,
    coalesce(o.financial_status, '') = 'refunded' AS refunded,
    -- An order that does not state whether it was sent waits while one of its parcels does.
    coalesce(o.fulfillment_status, CASE WHEN s.waits THEN 'unfulfilled' END) AS fulfillment_status,
    v.ships AND coalesce(o.channel, '') <> 'pos' AS ships,
    coalesce(s.shipped, o.fulfilled_local) AS shipped,
    s.delivered,
    s.promised,
    s.shipped IS NOT NULL AS tracked,
    coalesce(s.arrived, false) AS arrived,
    coalesce(s.failed, false) AS failed,
    n.title,
    n.qty,
    n.lines
FROM ticket_orders AS a
INNER JOIN orders AS o ON a.shop_id = o.shop_id AND a.order_id = o.order_id
INNER JOIN order_value AS v ON a.shop_id = v.shop_id AND a.order_id = v.order_id
LEFT JOIN sent AS s ON a.shop_id = s.shop_id AND a.order_id = s.order_id
LEFT JOIN items AS n ON a.shop_id = n.shop_id AND a.order_id = n.order_id AND n.place = 1
ORDER BY a.ticket_shop, a.ticket_id
