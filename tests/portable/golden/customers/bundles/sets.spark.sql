WITH held AS (
  SELECT DISTINCT
    o.number AS order_no,
    n.item
  FROM order_lines AS l
  INNER JOIN numbered_orders AS o
    ON l.shop_id = o.shop_id AND l.order_id = o.order_id
  INNER JOIN numbered_skus AS n
    ON l.shop_id = n.shop_id AND COALESCE(l.sku, l.title) = n.sku
  WHERE
    l.kind = 'product'
    AND (
      (
        o.ordered_local >= :start_at AND o.ordered_local < :end_at
      )
      OR (
        :undated AND o.ordered_local IS NULL
      )
    )
), items AS (
  SELECT
    item,
    COUNT(*) AS n
  FROM held
  GROUP BY
    item
  HAVING
    COUNT(*) >= :least
), kept AS (
  SELECT
    h.order_no,
    h.item,
    i.n
  FROM held AS h
  INNER JOIN items AS i
    ON h.item = i.item
), counted AS (
  SELECT
    x.item AS a,
    y.item AS b,
    MAX(GREATEST(x.n, y.n)) AS most,
    MAX(LEAST(x.n, y.n)) AS fewest,
    COUNT(*) AS n
  FROM kept AS x
  INNER JOIN kept AS y
    ON x.order_no = y.order_no AND x.item < y.item
  GROUP BY
    x.item,
    y.item
  HAVING
    COUNT(*) >= :least AND COUNT(*) >= :attach * MAX(GREATEST(x.n, y.n))
), bounded AS (
  SELECT
    *,
    CAST(CAST(n AS DOUBLE) / NULLIF(most, 0) + CAST(:width * :width AS DOUBLE) / NULLIF(2 * most, 0) - :width * SQRT(
      CAST(CAST(n AS DOUBLE) / NULLIF(most, 0) * (
        1 - CAST(n AS DOUBLE) / NULLIF(most, 0)
      ) AS DOUBLE) / NULLIF(most, 0) + CAST(:width * :width AS DOUBLE) / NULLIF(CAST(4.0 AS DOUBLE) * most * most, 0)
    ) AS DOUBLE) / NULLIF(1 + CAST(:width * :width AS DOUBLE) / NULLIF(most, 0), 0) / NULLIF(fewest, 0) AS strength
  FROM counted
), pairs AS (
  SELECT
    *,
    ROW_NUMBER() OVER (ORDER BY strength DESC, n DESC, a NULLS LAST, b NULLS LAST) AS place
  FROM bounded
), strong AS (
  SELECT
    *
  FROM pairs
  WHERE
    place <= :strongest
), in_pairs AS (
  SELECT
    x.order_no,
    p.a,
    p.b,
    p.most
  FROM kept AS x
  INNER JOIN kept AS y
    ON x.order_no = y.order_no AND x.item < y.item
  INNER JOIN strong AS p
    ON x.item = p.a AND y.item = p.b
  WHERE
    :size >= 3
), triples AS (
  SELECT
    x.a,
    x.b,
    y.b AS c,
    MAX(GREATEST(x.most, y.most)) AS most,
    COUNT(*) AS n
  FROM in_pairs AS x
  INNER JOIN in_pairs AS y
    ON x.order_no = y.order_no AND x.b = y.a
  INNER JOIN strong AS p
    ON x.a = p.a AND y.b = p.b
  GROUP BY
    x.a,
    x.b,
    y.b
  HAVING
    COUNT(*) >= :least AND COUNT(*) >= :attach * MAX(GREATEST(x.most, y.most))
), in_triples AS (
  SELECT
    x.order_no,
    t.a,
    t.b,
    t.c,
    t.most
  FROM in_pairs AS x
  INNER JOIN in_pairs AS y
    ON x.order_no = y.order_no AND x.b = y.a
  INNER JOIN triples AS t
    ON x.a = t.a AND x.b = t.b AND y.b = t.c
  WHERE
    :size >= 4
), fours AS (
  SELECT
    x.a,
    x.b,
    x.c,
    y.c AS d,
    MAX(GREATEST(x.most, y.most)) AS most,
    COUNT(*) AS n
  FROM in_triples AS x
  INNER JOIN in_triples AS y
    ON x.order_no = y.order_no AND x.b = y.a AND x.c = y.b
  INNER JOIN triples AS t
    ON x.a = t.a AND x.b = t.b AND y.c = t.c
  INNER JOIN triples AS u
    ON x.a = u.a AND x.c = u.b AND y.c = u.c
  GROUP BY
    x.a,
    x.b,
    x.c,
    y.c
  HAVING
    COUNT(*) >= :least AND COUNT(*) >= :attach * MAX(GREATEST(x.most, y.most))
)
SELECT
  1 AS size,
  item AS a,
  0 AS b,
  0 AS c,
  0 AS d,
  n
FROM items
UNION ALL
SELECT
  2 AS size,
  a,
  b,
  0 AS c,
  0 AS d,
  n
FROM pairs
UNION ALL
SELECT
  3 AS size,
  a,
  b,
  c,
  0 AS d,
  n
FROM triples
UNION ALL
SELECT
  4 AS size,
  a,
  b,
  c,
  d,
  n
FROM fours
ORDER BY
  size NULLS LAST,
  a NULLS LAST,
  b NULLS LAST,
  c NULLS LAST,
  d NULLS LAST
