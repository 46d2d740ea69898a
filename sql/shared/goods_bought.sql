-- Which goods each known customer bought on which day, once each; not in cancelled orders.
-- reads: numbered_buyers, numbered_goods, order_customers, order_lines, orders
WITH
cancelled AS (
    SELECT
        shop_id,
        order_id
    FROM orders
    WHERE cancelled_local IS NOT NULL
),
placed AS (
    SELECT
        c.shop_id,
        c.order_id,
        c.ordered_local::DATE AS day,
        b.buyer
    FROM order_customers AS c
    INNER JOIN numbered_buyers AS b ON c.shop_id = b.shop_id AND c.customer = b.customer
    LEFT JOIN cancelled AS x ON c.shop_id = x.shop_id AND c.order_id = x.order_id
    WHERE c.ordered_local IS NOT NULL AND x.order_id IS NULL
)
SELECT DISTINCT
    p.buyer,
    p.day,
    g.good
FROM order_lines AS l
INNER JOIN placed AS p ON l.shop_id = p.shop_id AND l.order_id = p.order_id
INNER JOIN numbered_goods AS g ON coalesce(l.sku, l.title) = g.sku
-- A line that takes back is no purchase; where a source does not say how many, it is one.
WHERE l.kind = 'product' AND coalesce(l.qty, 1) > 0
