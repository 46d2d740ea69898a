-- Whose orders arrived.
-- reads: order_customers, orders, line_sales
-- may read: customer_contacts, parcels
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock

-- name: arrived
-- Orders whose last parcel arrived in the window, and of which nothing is still on its way.
WITH
arrived AS (
    SELECT
        shop_id,
        order_id,
        max(delivered_local) AS delivered
    FROM parcels
    GROUP BY shop_id, order_id
    HAVING count(delivered_local) = count(*)
),
due AS (
    SELECT
        a.shop_id,
        a.order_id,
        a.delivered,
        c.customer,
        c.ordered_local,
        coalesce(o.order_no, o.order_id) AS order_no,
        o.email_norm
    FROM arrived AS a
    INNER JOIN order_customers AS c ON a.shop_id = c.shop_id AND a.order_id = c.order_id
    INNER JOIN orders AS o ON a.shop_id = o.shop_id AND a.order_id = o.order_id
    WHERE
        a.delivered >= $start_at AND a.delivered < $end_at AND o.cancelled_local IS NULL
        AND coalesce(o.financial_status, '') <> 'refunded'
        AND coalesce(o.fulfillment_status, 'fulfilled') = 'fulfilled'
),
goods AS (
    SELECT
        l.shop_id,
        l.order_id,
        l.title,
        row_number() OVER (
            PARTITION BY l.shop_id, l.order_id ORDER BY l.sales DESC, l.title
        ) AS place
    FROM line_sales AS l
    INNER JOIN due AS d ON l.shop_id = d.shop_id AND l.order_id = d.order_id
)
SELECT
    d.shop_id AS shop,
    d.customer,
    r.name,
    coalesce(d.email_norm, r.email) AS email,
    r.accepts_email AND coalesce(a.accepts_email, true) AS accepts_email,
    d.order_no,
    d.ordered_local AS ordered,
    g.title AS product,
    d.delivered
FROM due AS d
LEFT JOIN customer_contacts AS r ON d.shop_id = r.shop_id AND d.customer = r.customer
-- What the address refused that is written to is refused.
LEFT JOIN customer_contacts AS a ON d.shop_id = a.shop_id AND d.email_norm = a.customer
LEFT JOIN goods AS g ON d.shop_id = g.shop_id AND d.order_id = g.order_id AND g.place = 1
ORDER BY d.delivered, d.shop_id, d.order_no
