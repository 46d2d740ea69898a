-- Every SKU of product lines with its number, shop by shop; where a line states none, its title.
-- reads: order_lines
WITH
sold AS (
    SELECT
        shop_id,
        coalesce(sku, title) AS name
    FROM order_lines
    WHERE kind = 'product' AND coalesce(sku, title) IS NOT NULL
)
SELECT
    shop_id,
    name AS sku,
    row_number() OVER (ORDER BY shop_id, name)::INTEGER AS item
FROM sold
GROUP BY shop_id, name
