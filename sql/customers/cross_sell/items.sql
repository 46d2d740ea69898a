-- What the items of baskets are called, and what they sell for on average.
-- reads: product_lines
-- $by VARCHAR: what an item is: sku, product or category
-- $least BIGINT: items of fewer lines can be in no pair and are not named

-- name: items
-- An item's number is the place of its name among those of all lines, shop by shop.
WITH
sold AS (
    SELECT
        shop_id,
        title,
        qty,
        amount,
        CASE $by WHEN 'category' THEN category WHEN 'product' THEN product ELSE sku END AS item
    FROM product_lines
),
items AS (
    SELECT
        shop_id,
        item,
        max(title) AS title,
        -- Where no line states an amount there is no price, and no price of 0.
        sum(CASE WHEN amount <> 0 THEN amount ELSE 0 END)::DOUBLE
        / nullif(sum(CASE WHEN amount <> 0 THEN qty ELSE 0 END)::DOUBLE, 0.0::DOUBLE) AS price,
        count(*) AS lines,
        row_number() OVER (ORDER BY shop_id, item) AS number
    FROM sold
    WHERE item IS NOT NULL
    GROUP BY shop_id, item
)
SELECT
    number,
    shop_id AS shop,
    item,
    CASE WHEN $by = 'sku' AND title <> item THEN title END AS title,
    price::DECIMAL(28, 8) AS price
FROM items
WHERE lines >= $least
ORDER BY number
