-- Baskets: a file without a header, each line the items of one order, parted by commas or the like.
-- vendor: Any system (flat CSV)
-- export: a line for each basket, its items parted by commas, without a header
-- cannot: money, days and customers: a line is items alone
-- input: basket lines
--   items  list  reject : basket
--
-- No header tells such a file: it is read so only where salesops.toml says it, as in
-- [sources] "groceries.csv" = "baskets". The delimiter is the most frequent of comma, semicolon,
-- tab and bar, of bare numbers a blank; an item that holds one stands in double quotes. An order is
-- named by its line, where several such files are read by file and line. Each item is a line of one
-- unit; the file states no date and no money. Blanks around an item are no part of it. An item
-- without a name is skipped and counted, a line without any item excluded. An item that stands
-- twice in a basket is two lines.

-- A first line that is a header all the same, as "Item(s), Item 1, Item 2" or "transaction, items",
-- is excluded; what stands below the names of other things than items is left out, and below one
-- name of items a cell may hold a list of them.

-- name: _baskets
WITH
named AS (
    SELECT
        source_file,
        min(source_row) AS head_row,
        list_transform(
            arg_min(items, source_row),
            LAMBDA x: CASE
                WHEN regexp_full_match(x, '(item|product|article|good)s?[ _.-]*\d*', 'i')
                    THEN 'item'
                WHEN
                    regexp_full_match(
                        x,
                        '((transaction|basket|order|receipt|invoice|bill|member|customer|date|time)'
                        '[ _.-]*)?(id|no|nr|number|date|time)?|item\(s\)|n|count|size', 'i'
                    )
                    THEN 'other'
            END
        ) AS head
    FROM basket
    WHERE len(list_filter(items, LAMBDA x: x IS NOT NULL)) > 0
    GROUP BY source_file
),
files AS (
    SELECT
        source_file,
        head_row,
        CASE
            WHEN list_contains(head, 'item') AND len(list_filter(head, LAMBDA x: x IS NULL)) = 0
                THEN head
        END AS head,
        len(list_filter(head, LAMBDA x: x = 'item')) = 1 AS is_listed
    FROM named
),
below AS (
    SELECT
        b.shop_id,
        CASE
            WHEN f.head IS NULL THEN b.items
            WHEN b.source_row > f.head_row
                THEN list_transform(
                    list_filter(
                        list_zip(b.items, f.head), LAMBDA x: coalesce(x[2], 'item') = 'item'
                    ),
                    LAMBDA x: x[1]
                )
        END AS items,
        f.head IS NOT NULL AND f.is_listed AS is_listed,
        coalesce(b.source_row = f.head_row AND f.head IS NOT NULL, false) AS is_head,
        b.source_file,
        b.source_row
    FROM basket AS b
    LEFT JOIN files AS f ON b.source_file = f.source_file
),
cells AS (
    SELECT
        * EXCLUDE (items, is_listed),
        CASE WHEN is_listed THEN string_split(array_to_string(items, ','), ',') ELSE items END
            AS items
    FROM below
)
SELECT
    shop_id,
    CASE WHEN (SELECT count(*) FROM files) > 1 THEN source_file || '#' ELSE '' END
    || source_row AS order_id,
    list_transform(list_filter(items, LAMBDA x: trim(x) <> ''), LAMBDA x: trim(x)) AS items,
    len(items) AS cells,
    is_head,
    source_file,
    source_row
FROM cells

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
        * EXCLUDE (items, cells, is_head),
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
SELECT
    source_file, source_row,
    CASE WHEN is_head THEN 'header of baskets' ELSE 'basket without an item' END AS reason
FROM _baskets
WHERE coalesce(len(items), 0) = 0
