-- What stands in the same orders: each product line of a window as the number of its order and of its item.
-- reads: numbered_orders, product_lines
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $recent_from, $recent_to TIMESTAMP: 28 full days before today
-- $by VARCHAR: what an item is: sku, product or category

-- name: shops
-- Orders are numbered shop by shop, so that the last number of each tells whose an order is.
SELECT
    shop_id AS shop,
    max(number) AS last
FROM numbered_orders
WHERE
    (ordered_local >= $start_at AND ordered_local < $end_at)
    OR ($undated AND ordered_local IS NULL)
GROUP BY shop_id
ORDER BY shop_id

-- name: undated
SELECT count(*) AS orders
FROM numbered_orders
WHERE ordered_local IS NULL

-- name: baskets
-- An item's number is that of the items. Of what names no item it is 0: it makes its order one with
-- a product, and no pair.
WITH
sold AS (
    SELECT
        shop_id,
        order_id,
        CASE $by WHEN 'category' THEN category WHEN 'product' THEN product ELSE sku END AS item
    FROM product_lines
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
    o.number AS order_no,
    coalesce(i.number, 0)::INTEGER AS item_no
FROM sold AS s
INNER JOIN numbered_orders AS o ON s.shop_id = o.shop_id AND s.order_id = o.order_id
LEFT JOIN numbered AS i ON s.shop_id = i.shop_id AND s.item = i.item
WHERE
    (o.ordered_local >= $start_at AND o.ordered_local < $end_at)
    OR ($undated AND o.ordered_local IS NULL)
ORDER BY o.number, coalesce(i.number, 0)

-- name: recent
-- The numbers of the orders of the 28 days.
SELECT number
FROM numbered_orders
WHERE ordered_local >= $recent_from AND ordered_local < $recent_to
ORDER BY number
