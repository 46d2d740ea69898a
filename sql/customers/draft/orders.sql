-- Whom a letter about an order of theirs is for: a large one, one that is late.
-- reads: order_customers, customer_firsts, orders, line_sales, unsent_orders
-- may read: customer_contacts
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock

-- name: large
-- $over DECIMAL: orders placed in the window of so much, before tax and shipping
WITH
placed AS (
    SELECT
        c.shop_id,
        c.order_id,
        c.customer,
        c.ordered_local,
        c.kept,
        coalesce(o.order_no, o.order_id) AS order_no,
        o.email_norm
    FROM order_customers AS c
    INNER JOIN orders AS o ON c.shop_id = o.shop_id AND c.order_id = o.order_id
    WHERE
        c.ordered_local >= $start_at AND c.ordered_local < $end_at AND c.kept >= $over
        AND o.cancelled_local IS NULL AND coalesce(o.financial_status, '') <> 'refunded'
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
    INNER JOIN placed AS p ON l.shop_id = p.shop_id AND l.order_id = p.order_id
)
SELECT
    p.shop_id AS shop,
    p.customer,
    r.name,
    coalesce(p.email_norm, r.email) AS email,
    r.accepts_email AND coalesce(a.accepts_email, true) AS accepts_email,
    p.order_no,
    p.ordered_local AS ordered,
    g.title AS product,
    p.kept AS amount,
    p.ordered_local = f.first_local AS is_first
FROM placed AS p
LEFT JOIN customer_firsts AS f ON p.shop_id = f.shop_id AND p.customer = f.customer
LEFT JOIN customer_contacts AS r ON p.shop_id = r.shop_id AND p.customer = r.customer
-- What the address refused that is written to is refused.
LEFT JOIN customer_contacts AS a ON p.shop_id = a.shop_id AND p.email_norm = a.customer
LEFT JOIN goods AS g ON p.shop_id = g.shop_id AND p.order_id = g.order_id AND g.place = 1
ORDER BY p.kept DESC, p.shop_id, p.order_no

-- name: waiting
-- What is known of each order that has not all gone out, and of who placed it.
WITH
goods AS (
    SELECT
        l.shop_id,
        l.order_id,
        l.title,
        row_number() OVER (
            PARTITION BY l.shop_id, l.order_id ORDER BY l.sales DESC, l.title
        ) AS place
    FROM line_sales AS l
    INNER JOIN unsent_orders AS u ON l.shop_id = u.shop_id AND l.order_id = u.order_id
)
SELECT
    u.shop_id AS shop,
    u.order_no,
    r.accepts_email,
    c.ordered_local AS ordered,
    g.title AS product
FROM unsent_orders AS u
INNER JOIN order_customers AS c ON u.shop_id = c.shop_id AND u.order_id = c.order_id
LEFT JOIN customer_contacts AS r ON c.shop_id = r.shop_id AND c.customer = r.customer
LEFT JOIN goods AS g ON u.shop_id = g.shop_id AND u.order_id = g.order_id AND g.place = 1
ORDER BY u.shop_id, u.order_no, u.order_id
