WITH named AS (
  SELECT
    good,
    CASE :by WHEN 'sku' THEN sku WHEN 'product' THEN product ELSE category END AS name
  FROM numbered_goods
), items AS (
  SELECT
    good,
    name,
    CAST(DENSE_RANK() OVER (ORDER BY name NULLS LAST) AS INT) AS item
  FROM named
  WHERE
    NOT name IS NULL
), names AS (
  SELECT DISTINCT
    item,
    name
  FROM items
), bought AS (
  SELECT
    p.buyer,
    p.day,
    (
      CAST(p.buyer AS BIGINT) * 100000 + DATEDIFF(p.day, CAST('1970-01-01' AS DATE))
    ) AS trip,
    i.item
  FROM goods_bought AS p
  INNER JOIN items AS i
    ON p.good = i.good
  WHERE
    p.day >= :start_day AND p.day <= :last_day AND :by = 'sku'
  UNION ALL
  SELECT DISTINCT
    p.buyer,
    p.day,
    (
      CAST(p.buyer AS BIGINT) * 100000 + DATEDIFF(p.day, CAST('1970-01-01' AS DATE))
    ) AS trip,
    i.item
  FROM goods_bought AS p
  INNER JOIN items AS i
    ON p.good = i.good
  WHERE
    p.day >= :start_day AND p.day <= :last_day AND :by <> 'sku'
), trips AS (
  SELECT
    buyer,
    trip,
    day,
    COUNT(*) AS items
  FROM bought
  GROUP BY
    buyer,
    trip,
    day
), stretches AS (
  SELECT
    *,
    CAST(FLOOR(
      CAST(DATEDIFF(day, CAST('1970-01-01' AS DATE)) AS DOUBLE) / NULLIF(CAST(:within AS DOUBLE), 0)
    ) AS BIGINT) AS stretch
  FROM trips
), from_trips AS (
  SELECT
    *
  FROM stretches
  WHERE
    day <= :seen_day
  UNION ALL
  SELECT
    buyer,
    trip,
    day,
    items,
    stretch + 1 AS stretch
  FROM stretches
  WHERE
    day <= :seen_day
), later AS (
  SELECT
    t.trip,
    n.trip AS next_trip,
    t.day,
    t.items
  FROM from_trips AS t
  INNER JOIN stretches AS n
    ON t.buyer = n.buyer AND t.stretch = n.stretch
  WHERE
    t.day < n.day AND DATEDIFF(n.day, t.day) <= :within
), came AS (
  SELECT
    l.trip,
    b.item,
    MIN(DATEDIFF(b.day, l.day)) AS gap,
    MAX(l.items) AS items
  FROM later AS l
  INNER JOIN bought AS b
    ON l.next_trip = b.trip
  GROUP BY
    l.trip,
    b.item
), followed AS (
  SELECT
    c.*
  FROM came AS c
  WHERE
    NOT EXISTS(
      SELECT
        1
      FROM bought AS b
      WHERE
        c.trip = b.trip AND c.item = b.item
    )
), seen AS (
  SELECT
    b.buyer,
    b.trip,
    b.item,
    t.items
  FROM bought AS b
  INNER JOIN trips AS t
    ON b.trip = t.trip
  WHERE
    t.day <= :seen_day
), firsts AS (
  SELECT
    item,
    COUNT(*) AS times,
    SUM(items) AS beside
  FROM seen
  GROUP BY
    item
), seconds AS (
  SELECT
    item,
    COUNT(*) AS times,
    SUM(items) AS after
  FROM followed
  GROUP BY
    item
), whole AS (
  SELECT
    SUM(items) AS purchases
  FROM trips
  WHERE
    day <= :seen_day
), bases AS (
  SELECT
    s.item,
    CAST(s.after AS DOUBLE) / NULLIF(w.purchases - COALESCE(f.beside, 0), 0) AS base_rate
  FROM seconds AS s
  CROSS JOIN whole AS w
  LEFT JOIN firsts AS f
    ON s.item = f.item
  WHERE
    s.times >= :least
), leads AS (
  SELECT
    s.*
  FROM seen AS s
  INNER JOIN firsts AS f
    ON s.item = f.item
  WHERE
    f.times >= :least
), of_customers AS (
  SELECT
    l.item * CAST(10000000 AS BIGINT) + f.item AS pair,
    l.buyer,
    COUNT(*) AS times
  FROM followed AS f
  INNER JOIN leads AS l
    ON f.trip = l.trip
  GROUP BY
    l.item * CAST(10000000 AS BIGINT) + f.item,
    l.buyer
), pairs AS (
  SELECT
    CAST(FLOOR(CAST(pair AS DOUBLE) / CAST(10000000.0 AS DOUBLE)) AS INT) AS a,
    CAST((
      pair - 10000000 * CAST(FLOOR(CAST(pair AS DOUBLE) / CAST(10000000.0 AS DOUBLE)) AS BIGINT)
    ) AS INT) AS b,
    COUNT(*) AS customers,
    SUM(times) AS n,
    CAST(SUM(times * times) AS DOUBLE) / NULLIF(SUM(times), 0) AS alike
  FROM of_customers
  GROUP BY
    pair
  HAVING
    COUNT(*) >= :least
), firsts_wanted AS (
  SELECT DISTINCT
    a AS item
  FROM pairs
), seconds_wanted AS (
  SELECT DISTINCT
    b AS item
  FROM pairs
), together AS (
  SELECT
    x.item AS a,
    y.item AS b,
    COUNT(*) AS n
  FROM leads AS x
  INNER JOIN firsts_wanted AS a
    ON x.item = a.item
  INNER JOIN seen AS y
    ON x.trip = y.trip AND x.item <> y.item
  INNER JOIN seconds_wanted AS b
    ON y.item = b.item
  GROUP BY
    x.item,
    y.item
), counted AS (
  SELECT
    p.a,
    p.b,
    p.customers,
    p.n,
    f.times - COALESCE(t.n, 0) AS n_a,
    CAST(f.times - COALESCE(t.n, 0) AS DOUBLE) / NULLIF(p.alike, 0) AS worth,
    CAST(p.n AS DOUBLE) / NULLIF(f.times - COALESCE(t.n, 0), 0) AS confidence,
    e.base_rate
  FROM pairs AS p
  INNER JOIN firsts AS f
    ON p.a = f.item
  INNER JOIN bases AS e
    ON p.b = e.item
  LEFT JOIN together AS t
    ON p.a = t.a AND p.b = t.b
), bounded AS (
  SELECT
    *,
    CAST(GREATEST(
      CAST(confidence + CAST(:width * :width AS DOUBLE) / NULLIF(2 * worth, 0) - :width * SQRT(
        CAST(confidence * (
          1 - confidence
        ) AS DOUBLE) / NULLIF(worth, 0) + CAST(:width * :width AS DOUBLE) / NULLIF(4 * worth * worth, 0)
      ) AS DOUBLE) / NULLIF(1 + CAST(:width * :width AS DOUBLE) / NULLIF(worth, 0), 0),
      CAST(0.0 AS DOUBLE)
    ) AS DOUBLE) / NULLIF(base_rate, 0) AS lift_low
  FROM counted
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (ORDER BY lift_low DESC, n DESC, a NULLS LAST, b NULLS LAST) AS place,
    COUNT(*) OVER () AS pairs,
    SUM(CASE WHEN lift_low > 1 THEN 1 ELSE 0 END) OVER () AS above
  FROM bounded
), best AS (
  SELECT
    *
  FROM ranked
  WHERE
    place <= :most
), gaps AS (
  SELECT
    r.place,
    f.gap
  FROM best AS r
  INNER JOIN followed AS f
    ON r.b = f.item
  INNER JOIN leads AS l
    ON f.trip = l.trip AND r.a = l.item
), medians AS (
  SELECT
    place,
    MEDIAN(CAST(gap AS DOUBLE)) AS median_days
  FROM gaps
  GROUP BY
    place
), tenths AS (
  SELECT
    place,
    CAST(CEIL(CAST(gap * CAST(10.0 AS DOUBLE) AS DOUBLE) / NULLIF(:within, 0)) AS BIGINT) AS tenth,
    COUNT(*) AS came
  FROM gaps
  GROUP BY
    place,
    CAST(CEIL(CAST(gap * CAST(10.0 AS DOUBLE) AS DOUBLE) / NULLIF(:within, 0)) AS BIGINT)
), first_items AS (
  SELECT
    COUNT(*) AS n
  FROM firsts
  WHERE
    times >= :least
), second_items AS (
  SELECT
    COUNT(*) AS n
  FROM bases
), tried AS (
  SELECT
    f.n * s.n AS tests
  FROM first_items AS f
  CROSS JOIN second_items AS s
)
SELECT
  r.place,
  a.name AS a,
  b.name AS b,
  r.n_a,
  CAST(r.n AS BIGINT) AS n,
  r.customers,
  r.worth,
  r.confidence,
  r.base_rate,
  r.lift_low,
  m.median_days,
  r.pairs,
  CAST(r.above AS BIGINT) AS above,
  q.tests,
  t.tenth,
  t.came
FROM best AS r
CROSS JOIN tried AS q
INNER JOIN names AS a
  ON r.a = a.item
INNER JOIN names AS b
  ON r.b = b.item
INNER JOIN medians AS m
  ON r.place = m.place
INNER JOIN tenths AS t
  ON r.place = t.place
ORDER BY
  r.place NULLS LAST,
  t.tenth NULLS LAST
