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

-- name: price
-- $shop, $sku VARCHAR: what the catalogue asks for it
SELECT
    max(title) AS title,
    max(price) AS price
FROM products
WHERE shop_id = $shop AND sku = $sku

-- name: buyers
-- $shop, $sku VARCHAR, $before TIMESTAMP: whoever bought it, for the last time before then; the
-- latest first
SELECT
    c.customer,
    max(r.name) AS name,
    coalesce(max(r.email), max(o.email_norm)) AS email,
    min(CASE WHEN r.accepts_email THEN 1 WHEN NOT r.accepts_email THEN 0 END) = 1 AS accepts_email,
    max(c.ordered_local) AS bought
FROM line_sales AS l
INNER JOIN order_customers AS c ON l.shop_id = c.shop_id AND l.order_id = c.order_id
INNER JOIN orders AS o ON c.shop_id = o.shop_id AND c.order_id = o.order_id
LEFT JOIN customer_contacts AS r ON c.shop_id = r.shop_id AND c.customer = r.customer
WHERE
    l.shop_id = $shop AND l.sku = $sku AND c.customer IS NOT NULL AND o.cancelled_local IS NULL
GROUP BY c.customer
HAVING max(c.ordered_local) < $before
ORDER BY max(c.ordered_local) DESC, c.customer
