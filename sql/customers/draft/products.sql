-- What came back into stock, and who bought a product before.
-- reads: orders, order_customers, line_sales
-- may read: customer_contacts, days_in_stock, stock_now, products

-- name: back
-- Products that were out of stock at the end of a day and can be bought again since the window began.
-- $from_day, $to_day DATE: the first day that it may have come back on, and as-of's own day
WITH
gone AS (
    SELECT
        shop_id,
        sku,
        max(day) AS last_out,
        count(*) AS days_out
    FROM days_in_stock
    WHERE NOT in_stock AND day < $to_day
    GROUP BY shop_id, sku
    HAVING max(day) >= ($from_day - INTERVAL 1 DAY)::DATE
),
shelf AS (
    SELECT
        n.shop_id,
        n.sku,
        max(n.title) AS title,
        sum(n.available) AS available
    FROM stock_now AS n
    GROUP BY n.shop_id, n.sku
    HAVING sum(n.available) > 0
)
SELECT
    g.shop_id AS shop,
    g.sku,
    s.title,
    (g.last_out + INTERVAL 1 DAY)::DATE AS back_day,
    s.available
FROM gone AS g
INNER JOIN shelf AS s ON g.shop_id = s.shop_id AND g.sku = s.sku
ORDER BY g.days_out DESC, g.shop_id, g.sku

-- name: buyers
-- Whoever bought products in stock records, for the last time before $before; each product's latest
-- first. The catalogue's title and price stand beside.
-- $wanted VARCHAR: the products as |shop|sku|, one after the other; it may find others beside, for
-- an id may hold a bar
WITH
goods AS (
    SELECT DISTINCT
        shop_id,
        sku
    FROM stock_now
    WHERE contains($wanted, '|' || shop_id || '|' || sku || '|')
),
catalogue AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        max(price) AS price
    FROM products
    GROUP BY shop_id, sku
),
-- Joined twice, made once.
contacts AS (
    SELECT
        shop_id,
        customer,
        name,
        email,
        accepts_email
    FROM customer_contacts
),
sold AS (
    SELECT DISTINCT
        l.shop_id,
        l.sku,
        l.order_id
    FROM line_sales AS l
    INNER JOIN goods AS g ON l.shop_id = g.shop_id AND l.sku = g.sku
    WHERE l.cancelled_local IS NULL
),
bought AS (
    SELECT
        s.shop_id,
        s.sku,
        c.customer,
        max(c.ordered_local) AS bought,
        max(o.email_norm) AS email
    FROM sold AS s
    INNER JOIN order_customers AS c ON s.shop_id = c.shop_id AND s.order_id = c.order_id
    INNER JOIN orders AS o ON s.shop_id = o.shop_id AND s.order_id = o.order_id
    WHERE c.customer IS NOT NULL
    GROUP BY s.shop_id, s.sku, c.customer
    HAVING max(c.ordered_local) < $before
)
SELECT
    b.shop_id AS shop,
    b.sku,
    p.title,
    p.price,
    b.customer,
    r.name,
    coalesce(r.email, b.email) AS email,
    r.accepts_email AND coalesce(a.accepts_email, true) AS accepts_email,
    b.bought
FROM bought AS b
LEFT JOIN catalogue AS p ON b.shop_id = p.shop_id AND b.sku = p.sku
LEFT JOIN contacts AS r ON b.shop_id = r.shop_id AND b.customer = r.customer
-- What the address of the orders refused is refused.
LEFT JOIN contacts AS a
    ON b.shop_id = a.shop_id AND b.email = a.customer AND r.email IS NULL
ORDER BY b.shop_id, b.sku, b.bought DESC, b.customer
