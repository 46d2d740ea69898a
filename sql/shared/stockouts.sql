-- Days on which a SKU could not be bought, and what it loses on each of them: an estimate.
-- reads: days_in_stock, demand
-- may read: stock_now, products
-- A row is for the days [from_day, to_day): one day of the stock history, or all days since those
-- that are known, of what is out of stock now. The latter goes on past today: a window ends it.
-- Pace: a day of the last 28 days in stock before. Where the history is silent on a SKU that is
-- out now, its last sale took the rest, and the pace is of the 28 days up to that sale.
-- What was last in stock more than 90 days ago, a season, is no longer sold and loses nothing.
WITH
-- Nothing is lost of what needs no stock, is sold without it, or is not for sale.
needless AS (
    SELECT
        shop_id,
        sku
    FROM products
    GROUP BY shop_id, sku
    HAVING
        max(CASE WHEN is_gift_card OR NOT requires_shipping OR oversell THEN 1 ELSE 0 END) = 1
        OR min(CASE WHEN status IN ('archived', 'draft') THEN 1 ELSE 0 END) = 1
),
sold_out AS (
    SELECT
        shop_id,
        sku
    FROM stock_now
    GROUP BY shop_id, sku
    HAVING sum(available) <= 0
),
-- Most SKUs never run out: nothing is asked of their days.
short AS (
    SELECT
        shop_id,
        sku
    FROM days_in_stock
    WHERE NOT in_stock
    UNION
    SELECT
        shop_id,
        sku
    FROM sold_out
),
-- Seen: how many days in stock there were up to each; days without share it with the last before.
history AS (
    SELECT
        d.shop_id,
        d.sku,
        d.day,
        d.units,
        d.sales,
        d.in_stock,
        sum(CASE WHEN d.in_stock THEN 1 ELSE 0 END) OVER (
            PARTITION BY d.shop_id, d.sku ORDER BY d.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS seen
    FROM days_in_stock AS d
    INNER JOIN short AS s ON d.shop_id = s.shop_id AND d.sku = s.sku
),
paces AS (
    SELECT
        shop_id,
        sku,
        seen,
        day AS last_day,
        count(*) OVER (
            PARTITION BY shop_id, sku ORDER BY day ROWS BETWEEN 27 PRECEDING AND CURRENT ROW
        ) AS days,
        sum(units) OVER (
            PARTITION BY shop_id, sku ORDER BY day ROWS BETWEEN 27 PRECEDING AND CURRENT ROW
        ) AS units,
        sum(sales) OVER (
            PARTITION BY shop_id, sku ORDER BY day ROWS BETWEEN 27 PRECEDING AND CURRENT ROW
        ) AS sales
    FROM history
    WHERE in_stock
),
known AS (
    SELECT
        shop_id,
        sku,
        max(seen) AS seen,
        max(day) AS last_day
    FROM history
    GROUP BY shop_id, sku
),
bought AS (
    SELECT
        d.shop_id,
        d.sku,
        d.day,
        d.units,
        d.sales
    FROM demand AS d
    INNER JOIN sold_out AS s ON d.shop_id = s.shop_id AND d.sku = s.sku
),
last_sales AS (
    SELECT
        shop_id,
        sku,
        max(day) AS last_day
    FROM bought
    GROUP BY shop_id, sku
),
stretches AS (
    SELECT
        h.shop_id,
        h.sku,
        h.day AS from_day,
        (h.day + INTERVAL 1 DAY)::DATE AS to_day,
        p.last_day,
        p.days,
        p.units,
        p.sales,
        'stock history' AS basis
    FROM history AS h
    INNER JOIN paces AS p ON h.shop_id = p.shop_id AND h.sku = p.sku AND h.seen = p.seen
    WHERE NOT h.in_stock AND date_diff('day', p.last_day, h.day) <= 90
    UNION ALL
    SELECT
        s.shop_id,
        s.sku,
        (greatest(k.last_day, coalesce(l.last_day, k.last_day)) + INTERVAL 1 DAY)::DATE AS from_day,
        (p.last_day + INTERVAL 91 DAY)::DATE AS to_day,
        p.last_day,
        p.days,
        p.units,
        p.sales,
        'stock history' AS basis
    FROM sold_out AS s
    INNER JOIN known AS k ON s.shop_id = k.shop_id AND s.sku = k.sku
    INNER JOIN paces AS p ON k.shop_id = p.shop_id AND k.sku = p.sku AND k.seen = p.seen
    LEFT JOIN last_sales AS l ON s.shop_id = l.shop_id AND s.sku = l.sku
    UNION ALL
    SELECT
        l.shop_id,
        l.sku,
        (l.last_day + INTERVAL 1 DAY)::DATE AS from_day,
        (l.last_day + INTERVAL 91 DAY)::DATE AS to_day,
        l.last_day,
        28 AS days,
        sum(b.units) AS units,
        sum(b.sales) AS sales,
        'last sale' AS basis
    FROM last_sales AS l
    INNER JOIN bought AS b ON l.shop_id = b.shop_id AND l.sku = b.sku
    LEFT JOIN known AS k ON l.shop_id = k.shop_id AND l.sku = k.sku
    WHERE k.sku IS NULL AND b.day > (l.last_day - INTERVAL 28 DAY)::DATE
    GROUP BY l.shop_id, l.sku, l.last_day
)
SELECT
    e.shop_id,
    e.sku,
    e.from_day,
    e.to_day,
    e.last_day,
    (e.units::DOUBLE / nullif(e.days::DOUBLE, 0.0::DOUBLE))::DECIMAL(28, 8) AS lost_units,
    (e.sales::DOUBLE / nullif(e.days::DOUBLE, 0.0::DOUBLE))::DECIMAL(28, 8) AS lost_sales,
    e.basis
FROM stretches AS e
LEFT JOIN needless AS n ON e.shop_id = n.shop_id AND e.sku = n.sku
WHERE n.sku IS NULL AND e.from_day < e.to_day
