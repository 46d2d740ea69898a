-- Open tickets, what their customers are worth to the shop, and the order in question.
-- reads: ticket_facts, ticket_owners, orders, order_lines, order_customers, order_value, customer_moves
-- may read: parcels, people

-- name: open_tickets
SELECT
    t.shop_id AS shop,
    t.ticket_id AS ticket,
    t.created_local AS created,
    t.since_local AS since,
    t.turn_unknown,
    t.apart,
    t.status,
    t.priority,
    t.channel,
    t.assignee,
    t.subject,
    t.reopens,
    coalesce(t.name, p.name) AS name,
    t.email,
    w.shop_id AS owner_shop,
    w.customer
FROM ticket_facts AS t
LEFT JOIN ticket_owners AS w ON t.shop_id = w.ticket_shop AND t.ticket_id = w.ticket_id
LEFT JOIN people AS p ON w.shop_id = p.shop_id AND w.customer = p.customer
WHERE NOT t.closed
ORDER BY t.created_local, t.shop_id, t.ticket_id

-- name: customers_of
-- $year_at, $as_of TIMESTAMP: the year [year_at, as_of) in which customers are of high value
-- $vip_order DECIMAL: an order of so much makes its customer one of them
-- $vip_share DOUBLE: and so does being among this share of customers by net sales
WITH
wanted AS (
    SELECT DISTINCT
        w.shop_id,
        w.customer
    FROM ticket_owners AS w
    INNER JOIN ticket_facts AS t ON w.ticket_shop = t.shop_id AND w.ticket_id = t.ticket_id
    WHERE NOT t.closed
),
lifetimes AS (
    SELECT
        m.shop_id,
        m.customer,
        sum(m.orders)::BIGINT AS orders,
        sum(m.net_sales) AS net_sales
    FROM customer_moves AS m
    INNER JOIN wanted AS w ON m.shop_id = w.shop_id AND m.customer = w.customer
    GROUP BY m.shop_id, m.customer
),
-- Two orders of one day are one visit: gaps lie between days.
visits AS (
    SELECT
        c.shop_id,
        c.customer,
        c.ordered_local::DATE AS day
    FROM order_customers AS c
    INNER JOIN wanted AS w ON c.shop_id = w.shop_id AND c.customer = w.customer
    WHERE c.ordered_local IS NOT NULL
    GROUP BY c.shop_id, c.customer, c.ordered_local::DATE
),
gaps AS (
    SELECT
        shop_id,
        customer,
        day,
        datediff('day', lag(day) OVER (PARTITION BY shop_id, customer ORDER BY day), day) AS gap
    FROM visits
),
habits AS (
    SELECT
        shop_id,
        customer,
        datediff('day', max(day), $as_of::DATE) AS days_since,
        count(gap) AS gaps,
        median(gap::DOUBLE) AS usual_gap
    FROM gaps
    GROUP BY shop_id, customer
),
-- The rule of high value, as in the VIP analysis.
years AS (
    SELECT
        shop_id,
        customer,
        sum(net_sales) AS net_sales,
        max(order_value) AS largest
    FROM customer_moves
    WHERE at_local >= $year_at AND at_local < $as_of
    GROUP BY shop_id, customer
    HAVING sum(orders) > 0
),
ranked AS (
    SELECT
        *,
        count(*) OVER () AS customers,
        row_number() OVER (ORDER BY net_sales DESC, shop_id, customer) AS place
    FROM years
)
SELECT
    t.shop_id AS shop,
    t.customer,
    t.orders,
    t.net_sales AS lifetime,
    coalesce(y.net_sales, 0)::DECIMAL(28, 8) AS year_sales,
    coalesce(
        y.place <= floor(y.customers::DOUBLE * $vip_share) OR y.largest >= $vip_order, false
    ) AS high_value,
    h.days_since,
    h.gaps,
    h.usual_gap
FROM lifetimes AS t
LEFT JOIN ranked AS y ON t.shop_id = y.shop_id AND t.customer = y.customer
LEFT JOIN habits AS h ON t.shop_id = h.shop_id AND t.customer = h.customer
ORDER BY t.shop_id, t.customer

-- name: orders_of
-- The order that each names, else the last one of its customer in the sixty days before: a guess.
WITH
named AS (
    SELECT
        t.shop_id AS ticket_shop,
        t.ticket_id,
        o.shop_id,
        o.order_id,
        true AS is_named,
        1 AS place
    FROM ticket_facts AS t
    INNER JOIN orders AS o ON t.shop_id = o.shop_id AND t.order_id = o.order_id
    WHERE NOT t.closed
),
guessed AS (
    SELECT
        t.shop_id AS ticket_shop,
        t.ticket_id,
        c.shop_id,
        c.order_id,
        false AS is_named,
        row_number() OVER (
            PARTITION BY t.shop_id, t.ticket_id ORDER BY c.ordered_local DESC, c.order_id DESC
        ) AS place
    FROM ticket_facts AS t
    INNER JOIN ticket_owners AS w ON t.shop_id = w.ticket_shop AND t.ticket_id = w.ticket_id
    INNER JOIN order_customers AS c ON w.shop_id = c.shop_id AND w.customer = c.customer
    WHERE
        NOT t.closed AND t.order_id IS NULL AND t.order_no IS NULL
        AND c.ordered_local <= t.created_local
        AND c.ordered_local > t.created_local - INTERVAL 60 DAY
),
about AS (
    SELECT * FROM named
    UNION ALL
    SELECT * FROM guessed
    WHERE place = 1
),
asked AS (
    SELECT DISTINCT
        shop_id,
        order_id
    FROM about
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
    o.fulfillment_status,
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
FROM about AS a
INNER JOIN orders AS o ON a.shop_id = o.shop_id AND a.order_id = o.order_id
INNER JOIN order_value AS v ON a.shop_id = v.shop_id AND a.order_id = v.order_id
LEFT JOIN sent AS s ON a.shop_id = s.shop_id AND a.order_id = s.order_id
LEFT JOIN items AS n ON a.shop_id = n.shop_id AND a.order_id = n.order_id AND n.place = 1
ORDER BY a.ticket_shop, a.ticket_id
