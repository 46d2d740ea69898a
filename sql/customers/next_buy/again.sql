-- What customers buy again, and who is due to.
-- reads: goods_bought, numbered_goods
-- $start_day DATE, $last_day DATE: from which to which day orders count
-- $again BIGINT: days after a purchase in which the next one counts
-- $again_day DATE: the last day of a purchase whose days after it are all observed
-- $by VARCHAR: sku, product or category
-- $least BIGINT: customers, that an item which fewer bought again is left out
-- $width DOUBLE: standard errors of the lower bound

-- name: again
-- Each item once for each customer who is due: a regular, one to two usual gaps after the last one.
WITH
named AS (
    SELECT
        good,
        CASE $by WHEN 'sku' THEN sku WHEN 'product' THEN product ELSE category END AS name
    FROM numbered_goods
),
items AS (
    SELECT
        good,
        name,
        dense_rank() OVER (ORDER BY name)::INTEGER AS item
    FROM named
    WHERE name IS NOT NULL
),
names AS (
    SELECT DISTINCT
        item,
        name
    FROM items
),
bought AS (
    SELECT
        p.buyer,
        p.day,
        i.item
    FROM goods_bought AS p
    INNER JOIN items AS i ON p.good = i.good
    WHERE p.day >= $start_day AND p.day <= $last_day AND $by = 'sku'
    UNION ALL
    SELECT DISTINCT
        p.buyer,
        p.day,
        i.item
    FROM goods_bought AS p
    INNER JOIN items AS i ON p.good = i.good
    WHERE p.day >= $start_day AND p.day <= $last_day AND $by <> 'sku'
),
-- Most customers buy an item once: only the others are put in order.
of_customers AS (
    SELECT
        item,
        buyer,
        count(*) AS days,
        sum(CASE WHEN day <= $again_day THEN 1 ELSE 0 END) AS times
    FROM bought
    GROUP BY item, buyer
),
ahead AS (
    SELECT
        b.*,
        date_diff(
            'day', b.day, lead(b.day) OVER (PARTITION BY b.buyer, b.item ORDER BY b.day)
        ) AS gap,
        row_number() OVER (PARTITION BY b.buyer, b.item ORDER BY b.day) AS nth
    FROM bought AS b
    INNER JOIN of_customers AS c ON b.item = c.item AND b.buyer = c.buyer
    WHERE c.days > 1
),
followed AS (
    SELECT
        item,
        buyer,
        sum(CASE WHEN gap <= $again THEN 1 ELSE 0 END) AS again,
        -- Who bought it before is far likelier to: of them alone it is told who is due.
        sum(CASE WHEN nth > 1 THEN 1 ELSE 0 END) AS regular
    FROM ahead
    WHERE day <= $again_day
    GROUP BY item, buyer
),
sold AS (
    SELECT
        item,
        sum(times) AS purchases,
        count(*) AS customers
    FROM of_customers
    WHERE times > 0
    GROUP BY item
),
came AS (
    SELECT
        item,
        sum(again) AS n,
        sum(regular) AS regular,
        sum(CASE WHEN again > 0 THEN 1 ELSE 0 END) AS buyers_again,
        sum(again * again) AS squares
    FROM followed
    GROUP BY item
),
counted AS (
    SELECT
        s.item,
        s.purchases,
        s.customers,
        c.n,
        c.regular,
        c.buyers_again,
        c.n::DOUBLE / nullif(s.purchases, 0) AS share,
        -- What one customer does again is no second witness.
        s.purchases * c.n::DOUBLE / nullif(c.squares, 0) AS worth
    FROM sold AS s
    INNER JOIN came AS c ON s.item = c.item
),
kept AS (
    SELECT
        *,
        (
            share + $width * $width / nullif(2 * worth, 0)
            - $width * sqrt(
                share * (1 - share) / nullif(worth, 0)
                + $width * $width / nullif(4 * worth * worth, 0)
            )
        ) / nullif(1 + $width * $width / nullif(worth, 0), 0) AS share_low
    FROM counted
    WHERE buyers_again >= $least
),
medians AS (
    SELECT
        item,
        median(gap::DOUBLE) AS median_days
    FROM ahead
    WHERE day <= $again_day AND gap <= $again
    GROUP BY item
),
tenths AS (
    SELECT
        item,
        ceil(gap * 10.0::DOUBLE / nullif($again, 0)) AS tenth,
        count(*) AS came
    FROM ahead
    WHERE day <= $again_day AND gap <= $again AND nth > 1
    GROUP BY item, ceil(gap * 10.0::DOUBLE / nullif($again, 0))
),
due AS (
    SELECT
        a.item,
        a.buyer,
        a.day,
        ceil(date_diff('day', a.day, $last_day) * 10.0::DOUBLE / nullif($again, 0)) AS tenth
    FROM ahead AS a
    INNER JOIN medians AS m ON a.item = m.item
    WHERE
        a.gap IS NULL AND a.nth > 1
        AND date_diff('day', a.day, $last_day) >= m.median_days
        AND date_diff('day', a.day, $last_day) <= 2 * m.median_days
),
-- How many regulars had come by then: of the others some still did.
by_then AS (
    SELECT
        d.item,
        d.buyer,
        d.day,
        sum(CASE WHEN t.tenth <= d.tenth THEN t.came ELSE 0 END) AS came,
        sum(t.came) AS ever
    FROM due AS d
    INNER JOIN tenths AS t ON d.item = t.item
    GROUP BY d.item, d.buyer, d.day
)
SELECT
    i.name AS item,
    k.purchases::BIGINT AS purchases,
    k.customers,
    k.n::BIGINT AS n,
    k.buyers_again::BIGINT AS buyers_again,
    k.share,
    k.share_low,
    m.median_days,
    b.buyer,
    date_diff('day', b.day, $last_day) AS age,
    (k.regular - b.came)::BIGINT AS cases,
    (b.ever - b.came)::BIGINT AS later
FROM kept AS k
INNER JOIN medians AS m ON k.item = m.item
INNER JOIN names AS i ON k.item = i.item
LEFT JOIN by_then AS b ON k.item = b.item
ORDER BY k.share_low DESC, i.name, b.buyer
