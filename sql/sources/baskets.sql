-- Baskets: a file without a header, each line the items of one order, parted by commas or the like.
-- input: basket lines
--   items  list  reject : basket
--
-- No header tells such a file: it is read so only where salesops.toml says it, as in
-- [sources] "groceries.csv" = "baskets". The delimiter is the most frequent of comma, semicolon,
-- tab and bar; an item that holds one stands in double quotes. An order is named by its line, where
-- several such files are read by file and line. Each item is a line of one unit; the file states no
-- date and no money. Blanks around an item are no part of it. An item without a name is skipped and
-- counted, a line without any item excluded. An item that stands twice in a basket is two lines.

-- name: _baskets
WITH
files AS (
    SELECT count(DISTINCT source_file) AS count FROM basket
)
SELECT
    b.shop_id,
    CASE WHEN f.count > 1 THEN b.source_file || '#' ELSE '' END || b.source_row AS order_id,
    list_filter(b.items, LAMBDA x: x IS NOT NULL) AS items,
    len(b.items) AS cells,
    b.source_file,
    b.source_row
FROM basket AS b
CROSS JOIN files AS f

-- name: orders
SELECT shop_id, order_id, false AS is_test, source_file, source_row
FROM _baskets
WHERE len(items) > 0

-- name: order_lines
SELECT
    shop_id, order_id, source_file || '#' || source_row || '-' || place AS line_id,
    item AS sku, item AS title, 1 AS qty, 'product' AS kind, source_file, source_row
FROM (
    SELECT
        * EXCLUDE (items, cells),
        unnest(items) AS item,
        generate_subscripts(items, 1) AS place
    FROM _baskets
) AS cells

-- name: said
SELECT
    source_file || ': ' || CASE blank WHEN 1 THEN '1 cell is' ELSE blank || ' cells are' END
    || ' blank: no item' AS sentence
FROM (
    SELECT source_file, sum(cells - len(items))::BIGINT AS blank
    FROM _baskets
    WHERE len(items) > 0
    GROUP BY source_file
) AS files
WHERE blank > 0
UNION ALL
SELECT
    source_file || ': ' || CASE more WHEN 1 THEN '1 item stands' ELSE more || ' items stand' END
    || ' in its basket before: a line of its own, in an order that counts once' AS sentence
FROM (
    SELECT source_file, sum(len(items) - len(list_distinct(items)))::BIGINT AS more
    FROM _baskets
    GROUP BY source_file
) AS files
WHERE more > 0
ORDER BY sentence

-- name: excluded
SELECT source_file, source_row, 'basket without an item' AS reason
FROM _baskets
WHERE coalesce(len(items), 0) = 0
