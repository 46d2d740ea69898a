-- One order, however many files it stands in: names to ids, parts joined, versions chosen.

-- name: adopt_id
-- An order known by name alone takes the id that another file gives the order of that name and
-- moment.
CREATE OR REPLACE TEMP TABLE renamed AS
SELECT a.shop_id, a.source_file, a.order_id AS old_id, min(b.order_id) AS new_id
FROM orders AS a
INNER JOIN orders AS b
    ON a.shop_id = b.shop_id AND a.order_no = b.order_no AND a.created_at = b.created_at
WHERE a.order_id = a.order_no AND b.order_id <> b.order_no
GROUP BY ALL
HAVING count(DISTINCT b.order_id) = 1

-- name: adopt_bare
-- One system writes #1001 or EN-1001 and another 1001: the same order, where both say that it was
-- created at the same moment. The day alone proves it of # only: prefixes of letters tell shops
-- apart.
INSERT INTO renamed
WITH
named AS (
    SELECT
        shop_id, source_file, order_id, coalesce(order_no, order_id) AS order_no, created_at,
        order_id = coalesce(order_no, order_id) AS by_name,
        regexp_replace(coalesce(order_no, order_id), '^[^0-9]+', '') AS bare
    FROM orders
),
pairs AS (
    SELECT
        p.shop_id, b.source_file AS bare_file, b.order_id AS bare_id, b.by_name AS bare_by_name,
        p.source_file, p.order_id, p.by_name
    FROM named AS b
    INNER JOIN named AS p
        ON b.shop_id = p.shop_id AND b.bare = p.bare AND b.created_at = p.created_at
    WHERE
        b.order_no = b.bare AND p.order_no <> p.bare AND b.source_file <> p.source_file
        AND b.order_id <> p.order_id
        AND (p.order_no = '#' || p.bare OR p.created_at <> p.created_at::DATE)
),
found AS (
    SELECT shop_id, bare_file AS source_file, bare_id AS old_id, order_id AS new_id
    FROM pairs
    WHERE bare_by_name
    UNION ALL
    SELECT shop_id, source_file, order_id AS old_id, bare_id AS new_id
    FROM pairs
    WHERE by_name AND NOT bare_by_name
)
SELECT shop_id, source_file, old_id, min(new_id) AS new_id
FROM found
WHERE
    NOT EXISTS (
        SELECT 1 FROM renamed AS r
        WHERE
            r.shop_id = found.shop_id AND r.source_file = found.source_file
            AND r.old_id = found.old_id
    )
GROUP BY shop_id, source_file, old_id
HAVING count(DISTINCT new_id) = 1

-- name: part_shops
-- An order is created once. One name with two moments is two orders, as of two shops.
INSERT INTO renamed
SELECT a.shop_id, a.source_file, a.order_id, a.order_id || ' of ' || a.created_at::VARCHAR
FROM orders AS a
WHERE
    a.order_id = a.order_no
    AND NOT EXISTS (
        SELECT 1 FROM renamed AS r
        WHERE r.shop_id = a.shop_id AND r.source_file = a.source_file AND r.old_id = a.order_id
    )
    AND EXISTS (
        SELECT 1 FROM orders AS b
        WHERE
            b.shop_id = a.shop_id AND b.order_no = a.order_no AND b.order_id = b.order_no
            AND b.source_file <> a.source_file AND b.created_at <> a.created_at
    )

-- name: rename_orders
UPDATE orders SET order_id = r.new_id FROM renamed AS r
WHERE
    orders.shop_id = r.shop_id AND orders.source_file = r.source_file
    AND orders.order_id = r.old_id

-- name: rename_lines
UPDATE order_lines SET order_id = r.new_id FROM renamed AS r
WHERE
    order_lines.shop_id = r.shop_id AND order_lines.source_file = r.source_file
    AND order_lines.order_id = r.old_id

-- name: join_lines
-- Lines whose file does not hold their order find it by name, if one order has that name.
UPDATE order_lines SET order_id = o.order_id
FROM (
    SELECT shop_id, order_no, min(order_id) AS order_id FROM orders
    GROUP BY ALL
    HAVING count(DISTINCT order_id) = 1
) AS o
WHERE
    order_lines.shop_id = o.shop_id AND order_lines.order_no = o.order_no
    AND order_lines.order_id = order_lines.order_no

-- name: strays
-- Whether any line has no order, where there are orders.
SELECT
    EXISTS (SELECT 1 FROM orders)
    AND EXISTS (
        SELECT 1 FROM order_lines AS l
        WHERE
            NOT EXISTS (
                SELECT 1 FROM orders AS o
                WHERE o.shop_id = l.shop_id AND o.order_id = l.order_id
            )
    ) AS strays

-- name: join_lines_loosely
-- And by the number alone, where one writes #1001 and the other 1001; not beside an order's own
-- lines, which may be the same.
UPDATE order_lines SET order_id = o.order_id
FROM (
    SELECT shop_id, ltrim(order_no, '#') AS bare, min(order_id) AS order_id FROM orders
    WHERE
        order_no IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM order_lines AS own
            WHERE own.shop_id = orders.shop_id AND own.order_id = orders.order_id
        )
    GROUP BY ALL
    HAVING count(DISTINCT order_id) = 1
) AS o
WHERE
    order_lines.shop_id = o.shop_id AND ltrim(order_lines.order_id, '#') = o.bare
    AND order_lines.order_id = coalesce(order_lines.order_no, order_lines.order_id)
    AND NOT EXISTS (
        SELECT 1 FROM orders AS mine
        WHERE mine.shop_id = order_lines.shop_id AND mine.order_id = order_lines.order_id
    )

-- name: find_bare
-- Orders that one file states as a whole, as a line or a return without a product, and another
-- line by line: the lines are the order, and its whole beside them would count it twice.
CREATE OR REPLACE TEMP TABLE bare AS
WITH
every AS (
    SELECT
        'line' AS held, shop_id, order_id, source_file, source_row,
        coalesce(sku, title) IS NOT NULL AS is_named
    FROM order_lines
    UNION ALL
    SELECT
        'return' AS held, shop_id, order_id, source_file, source_row,
        coalesce(sku, title) IS NOT NULL AS is_named
    FROM refunds
)
SELECT
    m.held, m.shop_id, m.order_id, m.source_file, m.source_row
FROM every AS m
WHERE
    NOT m.is_named
    AND EXISTS (
        SELECT 1 FROM every AS n
        WHERE
            n.held = m.held AND n.shop_id = m.shop_id AND n.order_id = m.order_id
            AND n.source_file <> m.source_file AND n.is_named
    )

-- name: count_bare
SELECT count(DISTINCT shop_id || ' ' || order_id)
FROM bare
WHERE held = 'line'

-- name: drop_bare_lines
DELETE FROM order_lines AS l USING bare AS b
WHERE b.held = 'line' AND l.source_file = b.source_file AND l.source_row = b.source_row

-- name: drop_bare_returns
DELETE FROM refunds AS r USING bare AS b
WHERE b.held = 'return' AND r.source_file = b.source_file AND r.source_row = b.source_row

-- name: exclude_bare
-- The row of a whole order still is its head; that of a return is nothing else.
INSERT INTO excluded
SELECT source_file, source_row, 'return of an order that another file holds line by line' AS reason
FROM bare
WHERE held = 'return'

-- name: shared_names
-- Names that stand for more than one order: said, since they look like a mistake.
SELECT
    count(*) AS names,
    min(order_no) AS example
FROM (
    SELECT shop_id, order_no FROM orders
    WHERE order_no IS NOT NULL
    GROUP BY ALL
    HAVING min(order_id) <> max(order_id)
) AS shared

-- name: find_contested
-- Orders that several files may tell differently: with more than one head ..
CREATE OR REPLACE TEMP TABLE contested AS
SELECT shop_id, order_id FROM orders
GROUP BY shop_id, order_id
HAVING count(*) > 1

-- name: find_contested_lines
-- .. or lines in more than one file. Of all others there is nothing to choose.
INSERT INTO contested
SELECT shop_id, order_id FROM order_lines
GROUP BY shop_id, order_id
HAVING min(source_file) <> max(source_file)

-- name: files_of_orders
-- Orders that stand in several files, the files of each in the order in which they are believed:
-- one that holds the order itself before one with further lines only, then the newer `updated`
-- stamp, then the file with the later stamp, then the later file name.
CREATE OR REPLACE TEMP TABLE held AS
WITH
file_ends AS (
    SELECT
        source_file,
        max(greatest(created_at, paid_at, fulfilled_at, cancelled_at, updated_at)) AS latest
    FROM orders
    GROUP BY source_file
),
holders AS (
    SELECT shop_id, order_id, source_file, true AS whole, false AS lined, updated_at FROM orders
    UNION ALL BY NAME
    SELECT DISTINCT
        shop_id, order_id, source_file, false AS whole, true AS lined, NULL AS updated_at
    FROM order_lines
),
files AS (
    SELECT
        shop_id, order_id, source_file,
        bool_or(whole) AS whole, bool_or(lined) AS lined, max(updated_at) AS updated_at
    FROM holders AS h
    WHERE
        EXISTS (
            SELECT 1 FROM contested AS c
            WHERE c.shop_id = h.shop_id AND c.order_id = h.order_id
        )
    GROUP BY shop_id, order_id, source_file
    QUALIFY count(*) OVER (PARTITION BY shop_id, order_id) > 1
)
SELECT
    f.shop_id, f.order_id, f.source_file, f.whole, f.lined,
    row_number() OVER (
        PARTITION BY f.shop_id, f.order_id
        ORDER BY
            f.whole DESC, f.updated_at DESC NULLS LAST, e.latest DESC NULLS LAST,
            f.source_file DESC
    ) AS rank,
    -- Of the first file's lines all are kept; the others are settled rank by rank.
    NULL::BOOLEAN AS kept
FROM files AS f
LEFT JOIN file_ends AS e ON f.source_file = e.source_file

-- name: keep_first
UPDATE held SET kept = true
WHERE rank = 1

-- name: settle_rank
-- A file of this rank is a part if none of its products stands in a kept file of its kind, else
-- it is an older version. Further lines only (not whole) are compared with their like.
UPDATE held SET
    kept = NOT EXISTS (
        SELECT 1
        FROM order_lines AS mine
        INNER JOIN order_lines AS other
            ON
                mine.shop_id = other.shop_id AND mine.order_id = other.order_id
                AND coalesce(mine.sku, mine.title, '') = coalesce(other.sku, other.title, '')
        INNER JOIN held AS k
            ON
                other.shop_id = k.shop_id AND other.order_id = k.order_id
                AND other.source_file = k.source_file
        WHERE
            mine.shop_id = held.shop_id AND mine.order_id = held.order_id
            AND mine.source_file = held.source_file
            AND k.kept AND k.whole = held.whole AND k.rank < $rank
    )
WHERE rank = $rank

-- name: exclude_versions
INSERT INTO excluded
SELECT DISTINCT l.source_file, l.source_row, 'older version of an order in another file' AS reason
FROM order_lines AS l
INNER JOIN held AS h
    ON l.shop_id = h.shop_id AND l.order_id = h.order_id AND l.source_file = h.source_file
WHERE NOT h.kept

-- name: drop_version_lines
DELETE FROM order_lines AS l USING held AS h
WHERE
    l.shop_id = h.shop_id AND l.order_id = h.order_id AND l.source_file = h.source_file
    AND NOT h.kept

-- name: date_parts
-- An order in parts is dated by its first part: a later month's file may only bring its returns.
UPDATE orders SET
    created_at = p.created_at, created_local = p.created_local, created_day = p.created_day
FROM (
    SELECT
        o.shop_id, o.order_id, min(o.created_at) AS created_at,
        min_by(o.created_local, o.created_at) AS created_local,
        min_by(o.created_day, o.created_at) AS created_day
    FROM orders AS o
    INNER JOIN held AS h
        ON o.shop_id = h.shop_id AND o.order_id = h.order_id AND o.source_file = h.source_file
    WHERE h.kept AND (h.rank = 1 OR h.lined)
    GROUP BY o.shop_id, o.order_id
) AS p
WHERE orders.shop_id = p.shop_id AND orders.order_id = p.order_id

-- name: exclude_heads
-- A head that goes, and whose row brought neither a line nor a return, brought nothing else.
INSERT INTO excluded
SELECT o.source_file, o.source_row, 'older version of an order in another file' AS reason
FROM orders AS o
INNER JOIN held AS h
    ON o.shop_id = h.shop_id AND o.order_id = h.order_id AND o.source_file = h.source_file
WHERE
    h.rank > 1
    AND NOT EXISTS (
        SELECT 1 FROM (
            SELECT source_file, source_row FROM order_lines
            UNION ALL
            SELECT source_file, source_row FROM refunds
            UNION ALL
            SELECT source_file, source_row FROM excluded
        ) AS seen
        WHERE seen.source_file = o.source_file AND seen.source_row = o.source_row
    )

-- name: drop_other_heads
-- Of an order's heads the first file's stays: a part brings lines, not a second order.
DELETE FROM orders AS o USING held AS h
WHERE
    o.shop_id = h.shop_id AND o.order_id = h.order_id AND o.source_file = h.source_file
    AND h.rank > 1

-- name: count_held
-- A head in a file without its lines is no part: tables of orders and of lines are two files.
SELECT
    count_if(versions > 0) AS versions,
    count_if(parts > 1) AS parts
FROM (
    SELECT
        count_if(NOT kept OR (rank > 1 AND whole AND NOT lined AND NOT first_lined)) AS versions,
        count_if(kept AND lined) AS parts
    FROM (
        SELECT
            shop_id, order_id, rank, kept, whole, lined,
            first_value(lined) OVER (PARTITION BY shop_id, order_id ORDER BY rank) AS first_lined
        FROM held
    ) AS files
    GROUP BY shop_id, order_id
) AS orders_held
