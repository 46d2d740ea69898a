-- What is known of checkouts that can still come back, for whoever writes to their customers.
-- reads: cart_contacts, order_contacts, sales_ledger
-- may read: customers, checkout_lines, stock_now
-- $recent_at TIMESTAMP: those begun at or after it

-- name: bought
-- What the contact of each bought before: orders with products and their net sales, ever.
WITH
orders_of AS (
    SELECT DISTINCT
        k.shop_id AS cart_shop,
        k.checkout_id,
        o.shop_id,
        o.order_id
    FROM cart_contacts AS k
    INNER JOIN order_contacts AS o ON k.shop_id = o.scope AND k.contact = o.contact
    WHERE k.begun >= $recent_at
),
booked AS (
    SELECT
        s.shop_id,
        s.order_id,
        sum(s.orders) AS orders,
        sum(s.net_sales) AS net_sales
    FROM sales_ledger AS s
    GROUP BY s.shop_id, s.order_id
)
SELECT
    o.cart_shop AS shop,
    o.checkout_id AS checkout,
    sum(b.orders)::BIGINT AS orders,
    sum(b.net_sales) AS net_sales
FROM orders_of AS o
INNER JOIN booked AS b ON o.shop_id = b.shop_id AND o.order_id = b.order_id
GROUP BY o.cart_shop, o.checkout_id
ORDER BY o.cart_shop, o.checkout_id

-- name: consents
-- What the shop's customers have agreed to, where they are the contact of one; one no is a no.
WITH
kept AS (
    SELECT
        shop_id,
        'e-mail ' || email_norm AS contact,
        accepts_email,
        accepts_sms
    FROM customers
    WHERE email_norm IS NOT NULL
    UNION ALL
    SELECT
        shop_id,
        'phone ' || phone_norm AS contact,
        accepts_email,
        accepts_sms
    FROM customers
    WHERE phone_norm IS NOT NULL
    UNION ALL
    SELECT
        shop_id,
        'customer ' || customer_id AS contact,
        accepts_email,
        accepts_sms
    FROM customers
)
SELECT
    k.shop_id AS shop,
    k.checkout_id AS checkout,
    min(CASE WHEN c.accepts_email THEN 1 WHEN NOT c.accepts_email THEN 0 END) = 1 AS accepts_email,
    min(CASE WHEN c.accepts_sms THEN 1 WHEN NOT c.accepts_sms THEN 0 END) = 1 AS accepts_sms
FROM cart_contacts AS k
-- A file that is of no shop is of all shops.
INNER JOIN kept AS c
    ON k.contact = c.contact AND (k.shop_id = c.shop_id OR c.shop_id = '')
WHERE k.begun >= $recent_at
GROUP BY k.shop_id, k.checkout_id
ORDER BY k.shop_id, k.checkout_id

-- name: contents
-- The lines of each, with what the shop can still send of them.
WITH
stock AS (
    SELECT
        shop_id,
        sku,
        sum(available) AS available
    FROM stock_now
    GROUP BY shop_id, sku
),
carts AS (
    SELECT DISTINCT
        shop_id,
        checkout_id
    FROM cart_contacts
    WHERE begun >= $recent_at
)
SELECT
    l.shop_id AS shop,
    l.checkout_id AS checkout,
    l.sku,
    max(l.title) AS title,
    sum(l.qty) AS units,
    sum(l.amount) AS amount,
    max(s.available) AS available
FROM checkout_lines AS l
INNER JOIN carts AS k ON l.shop_id = k.shop_id AND l.checkout_id = k.checkout_id
LEFT JOIN stock AS s ON l.shop_id = s.shop_id AND l.sku = s.sku
GROUP BY l.shop_id, l.checkout_id, l.sku, coalesce(l.sku, l.title)
ORDER BY l.shop_id, l.checkout_id, sum(l.amount) DESC, l.sku, max(l.title)
