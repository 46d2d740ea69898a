-- What is known by whole days only: visits, and sales that stock did not allow.
-- reads: demand, days_in_stock
-- may read: traffic_daily, products

-- name: lost_sales
-- Of each day whose stock is known: what was sold, and an estimate of what was not for want of
-- stock. A SKU without stock loses a day of its sales over its last 28 days in stock; one that has
-- had none for twelve weeks is no longer sold, and loses nothing.
WITH
goods AS (
    SELECT
        shop_id,
        sku
    FROM products
    GROUP BY shop_id, sku
    HAVING
        max(CASE WHEN is_gift_card OR NOT requires_shipping OR oversell THEN 1 ELSE 0 END) = 1
        OR min(CASE WHEN status IN ('archived', 'draft') THEN 1 ELSE 0 END) = 1
),
history AS (
    SELECT
        shop_id,
        sku,
        day,
        sales,
        in_stock,
        sum(CASE WHEN in_stock THEN 1 ELSE 0 END) OVER (
            PARTITION BY shop_id, sku ORDER BY day
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS seen
    FROM days_in_stock
),
-- Seen: how many days in stock there were up to each; days without share it with the last before.
paces AS (
    SELECT
        shop_id,
        sku,
        seen,
        day AS last_day,
        sum(sales) OVER (
            PARTITION BY shop_id, sku ORDER BY day ROWS BETWEEN 27 PRECEDING AND CURRENT ROW
        ) AS sales,
        count(*) OVER (
            PARTITION BY shop_id, sku ORDER BY day ROWS BETWEEN 27 PRECEDING AND CURRENT ROW
        ) AS days
    FROM history
    WHERE in_stock
),
lost AS (
    SELECT
        h.day,
        sum(p.sales::DOUBLE / nullif(p.days::DOUBLE, 0.0::DOUBLE)) AS lost
    FROM history AS h
    INNER JOIN paces AS p ON h.shop_id = p.shop_id AND h.sku = p.sku AND h.seen = p.seen
    LEFT JOIN goods AS g ON h.shop_id = g.shop_id AND h.sku = g.sku
    WHERE NOT h.in_stock AND g.sku IS NULL AND datediff('day', p.last_day, h.day) <= 84
    GROUP BY h.day
),
known AS (
    SELECT DISTINCT day
    FROM days_in_stock
),
whole AS (
    SELECT
        day,
        sum(sales) AS sales
    FROM demand
    GROUP BY day
)
SELECT
    k.day,
    coalesce(w.sales, 0)::DECIMAL(28, 8) AS sales,
    coalesce(l.lost, 0.0::DOUBLE)::DECIMAL(28, 8) AS lost
FROM known AS k
LEFT JOIN whole AS w ON k.day = w.day
LEFT JOIN lost AS l ON k.day = l.day
ORDER BY k.day

-- name: visits
-- Sessions of each day. Files that split the same visits in different ways say them twice: of
-- each shop's day the split that holds most counts.
WITH
files AS (
    SELECT
        shop_id,
        source_file,
        max(CASE WHEN channel IS NOT NULL THEN 1 ELSE 0 END)
        + max(CASE WHEN source_medium IS NOT NULL THEN 2 ELSE 0 END)
        + max(CASE WHEN landing_page IS NOT NULL THEN 4 ELSE 0 END)
        + max(CASE WHEN device IS NOT NULL THEN 8 ELSE 0 END)
        + max(CASE WHEN country IS NOT NULL THEN 16 ELSE 0 END) AS split
    FROM traffic_daily
    GROUP BY shop_id, source_file
),
splits AS (
    SELECT
        t.shop_id,
        t.day,
        f.split,
        sum(t.sessions) AS sessions,
        sum(t.purchases) AS purchases
    FROM traffic_daily AS t
    INNER JOIN files AS f ON t.shop_id = f.shop_id AND t.source_file = f.source_file
    GROUP BY t.shop_id, t.day, f.split
),
ranked AS (
    SELECT
        day,
        sessions,
        purchases,
        row_number() OVER (PARTITION BY shop_id, day ORDER BY sessions DESC, split) AS place
    FROM splits
    WHERE sessions IS NOT NULL
)
SELECT
    day,
    sum(sessions)::BIGINT AS sessions,
    CASE WHEN count(purchases) = count(*) THEN sum(purchases) END::BIGINT AS purchases
FROM ranked
WHERE place = 1
GROUP BY day
ORDER BY day
