-- Sets of two to four SKUs that stand in the same orders, counted exactly.
-- reads: numbered_orders, numbered_skus, order_lines
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $least BIGINT: orders, that a set in fewer is left out
-- $attach DOUBLE: the least share of the orders of its commonest SKU that hold all of a set
-- $width DOUBLE: standard errors of the lower bound
-- $strongest BIGINT: pairs that triples and fours are made of
-- $size BIGINT: the most SKUs of a set

-- name: sets
-- A set is frequent only if each of its parts is: triples are made of pairs, and fours of triples.
WITH
held AS (
    SELECT DISTINCT
        o.number AS order_no,
        n.item
    FROM order_lines AS l
    INNER JOIN numbered_orders AS o ON l.shop_id = o.shop_id AND l.order_id = o.order_id
    INNER JOIN numbered_skus AS n ON l.shop_id = n.shop_id AND coalesce(l.sku, l.title) = n.sku
    WHERE
        l.kind = 'product'
        AND (
            (o.ordered_local >= $start_at AND o.ordered_local < $end_at)
            OR ($undated AND o.ordered_local IS NULL)
        )
),
items AS (
    SELECT item, count(*) AS n
    FROM held
    GROUP BY item
    HAVING count(*) >= $least
),
kept AS (
    SELECT h.order_no, h.item, i.n
    FROM held AS h
    INNER JOIN items AS i ON h.item = i.item
),
counted AS (
    SELECT
        x.item AS a,
        y.item AS b,
        max(greatest(x.n, y.n)) AS most,
        max(least(x.n, y.n)) AS fewest,
        count(*) AS n
    FROM kept AS x
    INNER JOIN kept AS y ON x.order_no = y.order_no AND x.item < y.item
    GROUP BY x.item, y.item
    HAVING count(*) >= $least AND count(*) >= $attach * max(greatest(x.n, y.n))
),
-- Wilson's lower bound of the share of the commoner one's orders that hold the other too.
bounded AS (
    SELECT
        *,
        (
            n::DOUBLE / nullif(most, 0) + $width * $width / nullif(2 * most, 0)
            - $width * sqrt(
                n::DOUBLE / nullif(most, 0) * (1 - n::DOUBLE / nullif(most, 0)) / nullif(most, 0)
                + $width * $width / nullif(4.0::DOUBLE * most * most, 0)
            )
        ) / nullif(1 + $width * $width / nullif(most, 0), 0) / nullif(fewest, 0) AS strength
    FROM counted
),
-- Where orders hold hundreds of SKUs their sets are beyond number: they are made of the strongest.
pairs AS (
    SELECT
        *,
        row_number() OVER (ORDER BY strength DESC, n DESC, a, b) AS place
    FROM bounded
),
strong AS (
    SELECT *
    FROM pairs
    WHERE place <= $strongest
),
in_pairs AS (
    SELECT x.order_no, p.a, p.b, p.most
    FROM kept AS x
    INNER JOIN kept AS y ON x.order_no = y.order_no AND x.item < y.item
    INNER JOIN strong AS p ON x.item = p.a AND y.item = p.b
    WHERE $size >= 3
),
triples AS (
    SELECT
        x.a, x.b, y.b AS c,
        max(greatest(x.most, y.most)) AS most,
        count(*) AS n
    FROM in_pairs AS x
    INNER JOIN in_pairs AS y ON x.order_no = y.order_no AND x.b = y.a
    INNER JOIN strong AS p ON x.a = p.a AND y.b = p.b
    GROUP BY x.a, x.b, y.b
    HAVING count(*) >= $least AND count(*) >= $attach * max(greatest(x.most, y.most))
),
in_triples AS (
    SELECT x.order_no, t.a, t.b, t.c, t.most
    FROM in_pairs AS x
    INNER JOIN in_pairs AS y ON x.order_no = y.order_no AND x.b = y.a
    INNER JOIN triples AS t ON x.a = t.a AND x.b = t.b AND y.b = t.c
    WHERE $size >= 4
),
fours AS (
    SELECT
        x.a, x.b, x.c, y.c AS d,
        max(greatest(x.most, y.most)) AS most,
        count(*) AS n
    FROM in_triples AS x
    INNER JOIN in_triples AS y ON x.order_no = y.order_no AND x.b = y.a AND x.c = y.b
    INNER JOIN triples AS t ON x.a = t.a AND x.b = t.b AND y.c = t.c
    INNER JOIN triples AS u ON x.a = u.a AND x.c = u.b AND y.c = u.c
    GROUP BY x.a, x.b, x.c, y.c
    HAVING count(*) >= $least AND count(*) >= $attach * max(greatest(x.most, y.most))
)
SELECT 1 AS size, item AS a, 0 AS b, 0 AS c, 0 AS d, n
FROM items
UNION ALL
SELECT 2 AS size, a, b, 0 AS c, 0 AS d, n
FROM pairs
UNION ALL
SELECT 3 AS size, a, b, c, 0 AS d, n
FROM triples
UNION ALL
SELECT 4 AS size, a, b, c, d, n
FROM fours
ORDER BY size, a, b, c, d
