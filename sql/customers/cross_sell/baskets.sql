-- What stands in the same orders: each product line of a window as the number of its order and of its item.
-- reads: orders, order_lines
-- may read: products
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $recent_from, $recent_to TIMESTAMP: 28 full days before today
-- $by VARCHAR: what an item is: sku, product or category
-- $least BIGINT: items of fewer lines can be in no pair and are not named

-- name: shops
-- The orders of the window are numbered shop by shop, from 1.
SELECT
    shop_id AS shop,
    count(*) AS orders
FROM orders
WHERE
    (
        coalesce(processed_local, created_local) >= $start_at
        AND coalesce(processed_local, created_local) < $end_at
    )
    OR ($undated AND coalesce(processed_local, created_local) IS NULL)
GROUP BY shop_id
ORDER BY shop_id

-- name: undated
SELECT count(*) AS orders
FROM orders
WHERE coalesce(processed_local, created_local) IS NULL

-- name: items
-- An item's number is the place of its name among those of all lines, shop by shop.
WITH
named AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        max(type) AS category
    FROM products
    GROUP BY shop_id, sku
),
sold AS (
    SELECT
        l.shop_id,
        l.qty,
        l.amount,
        coalesce(n.title, l.title) AS title,
        CASE $by
            WHEN 'category' THEN coalesce(l.category, n.category)
            WHEN 'product' THEN coalesce(n.title, l.title, l.sku)
            ELSE coalesce(l.sku, l.title)
        END AS item
    FROM order_lines AS l
    LEFT JOIN named AS n ON l.shop_id = n.shop_id AND l.sku = n.sku
    WHERE l.kind = 'product'
),
items AS (
    SELECT
        shop_id,
        item,
        max(title) AS title,
        -- Where no line states an amount there is no price, and no price of 0.
        sum(CASE WHEN amount <> 0 THEN amount ELSE 0 END)::DOUBLE
        / nullif(sum(CASE WHEN amount <> 0 THEN qty ELSE 0 END)::DOUBLE, 0.0::DOUBLE) AS price,
        count(*) AS lines
    FROM sold
    WHERE item IS NOT NULL
    GROUP BY shop_id, item
),
numbered AS (
    SELECT
        *,
        row_number() OVER (ORDER BY shop_id, item) AS number
    FROM items
)
SELECT
    number,
    shop_id AS shop,
    item,
    CASE WHEN $by = 'sku' AND title <> item THEN title END AS title,
    price::DECIMAL(28, 8) AS price
FROM numbered
WHERE lines >= $least
ORDER BY number

-- name: baskets
-- Of what names no item the number is 0: it makes its order one with a product, and no pair.
WITH
asked AS (
    SELECT
        shop_id,
        order_id,
        row_number() OVER (ORDER BY shop_id, order_id) AS number
    FROM orders
    WHERE
        (
            coalesce(processed_local, created_local) >= $start_at
            AND coalesce(processed_local, created_local) < $end_at
        )
        OR ($undated AND coalesce(processed_local, created_local) IS NULL)
),
named AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        max(type) AS category
    FROM products
    GROUP BY shop_id, sku
),
sold AS (
    SELECT
        l.shop_id,
        l.order_id,
        CASE $by
            WHEN 'category' THEN coalesce(l.category, n.category)
            WHEN 'product' THEN coalesce(n.title, l.title, l.sku)
            ELSE coalesce(l.sku, l.title)
        END AS item
    FROM order_lines AS l
    LEFT JOIN named AS n ON l.shop_id = n.shop_id AND l.sku = n.sku
    WHERE l.kind = 'product'
),
numbered AS (
    SELECT
        shop_id,
        item,
        row_number() OVER (ORDER BY shop_id, item) AS number
    FROM sold
    WHERE item IS NOT NULL
    GROUP BY shop_id, item
)
SELECT
    a.number::INTEGER AS order_no,
    coalesce(i.number, 0)::INTEGER AS item_no
FROM sold AS s
INNER JOIN asked AS a ON s.shop_id = a.shop_id AND s.order_id = a.order_id
LEFT JOIN numbered AS i ON s.shop_id = i.shop_id AND s.item = i.item
ORDER BY a.number, coalesce(i.number, 0)

-- name: recent
-- The numbers of the orders of the 28 days.
WITH
asked AS (
    SELECT
        coalesce(processed_local, created_local) AS ordered_local,
        row_number() OVER (ORDER BY shop_id, order_id) AS number
    FROM orders
    WHERE
        (
            coalesce(processed_local, created_local) >= $start_at
            AND coalesce(processed_local, created_local) < $end_at
        )
        OR ($undated AND coalesce(processed_local, created_local) IS NULL)
)
SELECT number
FROM asked
WHERE ordered_local >= $recent_from AND ordered_local < $recent_to
ORDER BY number
