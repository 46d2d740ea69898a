-- What visits did with each product: looked at, put into carts, bought.
-- reads: items_daily
-- may read: channel_days, visits_by
-- $by VARCHAR: item or category
-- $start_at, $end_at TIMESTAMP: the window [start, end), of whole days

-- name: items_known
-- How far the export reaches.
SELECT max(day) AS last_day
FROM items_daily
WHERE day < $end_at
-- one row

-- name: items
-- The squares of what was bought each day tell how much more than chance it varies.
WITH
daily AS (
    SELECT
        CASE WHEN $by = 'category' THEN coalesce(category, '(not stated)') ELSE coalesce(sku, item) END
            AS member,
        max(CASE WHEN $by = 'category' THEN NULL ELSE item END) AS title,
        max(CASE WHEN $by = 'category' THEN NULL ELSE sku END) AS sku,
        day,
        sum(viewed) AS viewed,
        sum(added) AS added,
        sum(checked_out) AS checked_out,
        sum(coalesce(purchased, 0)) AS purchased,
        sum(revenue) AS revenue
    FROM items_daily
    WHERE day >= $start_at AND day < $end_at
    GROUP BY
        CASE WHEN $by = 'category' THEN coalesce(category, '(not stated)') ELSE coalesce(sku, item) END,
        day
)
SELECT
    member,
    max(title) AS title,
    max(sku) AS sku,
    coalesce(sum(viewed), 0)::BIGINT AS viewed,
    sum(added)::BIGINT AS added,
    sum(checked_out)::BIGINT AS checked_out,
    sum(purchased)::BIGINT AS purchased,
    sum(purchased * purchased)::BIGINT AS squares,
    sum(revenue)::DECIMAL(28, 8) AS revenue
FROM daily
GROUP BY member
ORDER BY coalesce(sum(viewed), 0) DESC, member
