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
asked AS (
    SELECT
        shop_id,
        sku,
        day
    FROM days_in_stock
    WHERE NOT in_stock
    UNION ALL
    SELECT
        d.shop_id,
        d.sku,
        d.day
    FROM days_in_stock AS d
    INNER JOIN sold_out AS s ON d.shop_id = s.shop_id AND d.sku = s.sku
),
-- Most SKUs never run out: nothing is asked of their days, nor of days after the last without stock.
short AS (
    SELECT
        shop_id,
        sku,
        max(day) AS final_day
    FROM asked
    GROUP BY shop_id, sku
),
-- Seen: how many days in stock there were up to each; units and sales: what all of them brought.
history AS (
    SELECT
        d.shop_id,
        d.sku,
        d.day,
        d.in_stock,
        s.final_day,
        count(CASE WHEN d.in_stock THEN 1 END) OVER (
            PARTITION BY d.shop_id, d.sku ORDER BY d.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS seen,
        sum(CASE WHEN d.in_stock THEN d.units ELSE 0 END) OVER (
            PARTITION BY d.shop_id, d.sku ORDER BY d.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS units,
        sum(CASE WHEN d.in_stock THEN d.sales ELSE 0 END) OVER (
            PARTITION BY d.shop_id, d.sku ORDER BY d.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS sales
    FROM days_in_stock AS d
    INNER JOIN short AS s ON d.shop_id = s.shop_id AND d.sku = s.sku AND d.day <= s.final_day
),
-- What the last 28 days in stock brought: all up to now less all up to the 28th before the last.
paces AS (
    SELECT
        h.shop_id,
        h.sku,
        h.day,
        h.in_stock,
        h.final_day,
        p.day AS last_day,
        least(h.seen, 28) AS days,
        h.units - coalesce(b.units, 0) AS units,
        h.sales - coalesce(b.sales, 0) AS sales
    FROM history AS h
    INNER JOIN history AS p
        ON h.shop_id = p.shop_id AND h.sku = p.sku AND h.seen = p.seen AND p.in_stock
    LEFT JOIN history AS b
        ON h.shop_id = b.shop_id AND h.sku = b.sku AND h.seen - 28 = b.seen AND b.in_stock
    WHERE NOT h.in_stock OR h.day = h.final_day
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
        shop_id,
        sku,
        day AS from_day,
        (day + INTERVAL 1 DAY)::DATE AS to_day,
        last_day,
        days,
        units,
        sales,
        'stock history' AS basis
    FROM paces
    WHERE NOT in_stock AND date_diff('day', last_day, day) <= 90
    UNION ALL
    SELECT
        s.shop_id,
        s.sku,
        (greatest(p.day, coalesce(l.last_day, p.day)) + INTERVAL 1 DAY)::DATE AS from_day,
        (p.last_day + INTERVAL 91 DAY)::DATE AS to_day,
        p.last_day,
        p.days,
        p.units,
        p.sales,
        'stock history' AS basis
    FROM sold_out AS s
    INNER JOIN paces AS p ON s.shop_id = p.shop_id AND s.sku = p.sku AND p.day = p.final_day
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
    LEFT JOIN short AS k ON l.shop_id = k.shop_id AND l.sku = k.sku
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
