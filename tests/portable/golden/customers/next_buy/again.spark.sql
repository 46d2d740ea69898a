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
    i.item
  FROM goods_bought AS p
  INNER JOIN items AS i
    ON p.good = i.good
  WHERE
    p.day >= :start_day AND p.day <= :last_day AND :by <> 'sku'
), of_customers AS (
  SELECT
    item,
    buyer,
    COUNT(*) AS days,
    SUM(CASE WHEN day <= :again_day THEN 1 ELSE 0 END) AS times
  FROM bought
  GROUP BY
    item,
    buyer
), ahead AS (
  SELECT
    b.*,
    DATEDIFF(LEAD(b.day) OVER (PARTITION BY b.buyer, b.item ORDER BY b.day NULLS LAST), b.day) AS gap,
    ROW_NUMBER() OVER (PARTITION BY b.buyer, b.item ORDER BY b.day NULLS LAST) AS nth
  FROM bought AS b
  INNER JOIN of_customers AS c
    ON b.item = c.item AND b.buyer = c.buyer
  WHERE
    c.days > 1
), followed AS (
  SELECT
    item,
    buyer,
    SUM(CASE WHEN gap <= :again THEN 1 ELSE 0 END) AS again,
    SUM(CASE WHEN nth > 1 THEN 1 ELSE 0 END) AS regular
  FROM ahead
  WHERE
    day <= :again_day
  GROUP BY
    item,
    buyer
), sold AS (
  SELECT
    item,
    SUM(times) AS purchases,
    COUNT(*) AS customers
  FROM of_customers
  WHERE
    times > 0
  GROUP BY
    item
), came AS (
  SELECT
    item,
    SUM(again) AS n,
    SUM(regular) AS regular,
    SUM(CASE WHEN again > 0 THEN 1 ELSE 0 END) AS buyers_again,
    SUM(again * again) AS squares
  FROM followed
  GROUP BY
    item
), counted AS (
  SELECT
    s.item,
    s.purchases,
    s.customers,
    c.n,
    c.regular,
    c.buyers_again,
    CAST(c.n AS DOUBLE) / NULLIF(s.purchases, 0) AS share,
    CAST(s.purchases * CAST(c.n AS DOUBLE) AS DOUBLE) / NULLIF(c.squares, 0) AS worth
  FROM sold AS s
  INNER JOIN came AS c
    ON s.item = c.item
), kept AS (
  SELECT
    *,
    CAST(share + CAST(:width * :width AS DOUBLE) / NULLIF(2 * worth, 0) - :width * SQRT(
      CAST(share * (
        1 - share
      ) AS DOUBLE) / NULLIF(worth, 0) + CAST(:width * :width AS DOUBLE) / NULLIF(4 * worth * worth, 0)
    ) AS DOUBLE) / NULLIF(1 + CAST(:width * :width AS DOUBLE) / NULLIF(worth, 0), 0) AS share_low
  FROM counted
  WHERE
    buyers_again >= :least
), medians AS (
  SELECT
    item,
    MEDIAN(CAST(gap AS DOUBLE)) AS median_days
  FROM ahead
  WHERE
    day <= :again_day AND gap <= :again
  GROUP BY
    item
), tenths AS (
  SELECT
    item,
    CEIL(CAST(gap * CAST(10.0 AS DOUBLE) AS DOUBLE) / NULLIF(:again, 0)) AS tenth,
    COUNT(*) AS came
  FROM ahead
  WHERE
    day <= :again_day AND gap <= :again AND nth > 1
  GROUP BY
    item,
    CEIL(CAST(gap * CAST(10.0 AS DOUBLE) AS DOUBLE) / NULLIF(:again, 0))
), due AS (
  SELECT
    a.item,
    a.buyer,
    a.day,
    CEIL(
      CAST(DATEDIFF(:last_day, a.day) * CAST(10.0 AS DOUBLE) AS DOUBLE) / NULLIF(:again, 0)
    ) AS tenth
  FROM ahead AS a
  INNER JOIN medians AS m
    ON a.item = m.item
  WHERE
    a.gap IS NULL
    AND a.nth > 1
    AND DATEDIFF(:last_day, a.day) >= m.median_days
    AND DATEDIFF(:last_day, a.day) <= 2 * m.median_days
), by_then AS (
  SELECT
    d.item,
    d.buyer,
    d.day,
    SUM(CASE WHEN t.tenth <= d.tenth THEN t.came ELSE 0 END) AS came,
    SUM(t.came) AS ever
  FROM due AS d
  INNER JOIN tenths AS t
    ON d.item = t.item
  GROUP BY
    d.item,
    d.buyer,
    d.day
)
SELECT
  i.name AS item,
  CAST(k.purchases AS BIGINT) AS purchases,
  k.customers,
  CAST(k.n AS BIGINT) AS n,
  CAST(k.buyers_again AS BIGINT) AS buyers_again,
  k.share,
  k.share_low,
  m.median_days,
  b.buyer,
  DATEDIFF(:last_day, b.day) AS age,
  CAST((
    k.regular - b.came
  ) AS BIGINT) AS cases,
  CAST((
    b.ever - b.came
  ) AS BIGINT) AS later
FROM kept AS k
INNER JOIN medians AS m
  ON k.item = m.item
INNER JOIN names AS i
  ON k.item = i.item
LEFT JOIN by_then AS b
  ON k.item = b.item
ORDER BY
  k.share_low DESC,
  i.name NULLS LAST,
  b.buyer NULLS LAST
