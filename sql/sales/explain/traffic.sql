-- How many visits each window had, shop by shop.
-- reads: order_value
-- may read: visits
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $base_from, $base_to TIMESTAMP: the window compared with

-- name: sessions
WITH
daily AS (
    SELECT
        shop_id,
        sessions,
        CASE WHEN day >= $start_at AND day < $end_at THEN 1 ELSE 0 END AS is_now,
        CASE WHEN day >= $base_from AND day < $base_to THEN 1 ELSE 0 END AS is_base
    FROM visits
),
seen AS (
    SELECT
        shop_id,
        sum(is_now)::BIGINT AS days_now,
        sum(is_base)::BIGINT AS days_base,
        sum(sessions * is_now)::BIGINT AS sessions_now,
        sum(sessions * is_base)::BIGINT AS sessions_base
    FROM daily
    WHERE is_now + is_base > 0
    GROUP BY shop_id
),
selling AS (
    SELECT DISTINCT shop_id
    FROM order_value
    WHERE
        (ordered_local >= $start_at AND ordered_local < $end_at)
        OR (ordered_local >= $base_from AND ordered_local < $base_to)
)
SELECT
    coalesce(s.shop_id, w.shop_id) AS shop,
    coalesce(w.days_now, 0) AS days_now,
    coalesce(w.days_base, 0) AS days_base,
    coalesce(w.sessions_now, 0) AS sessions_now,
    coalesce(w.sessions_base, 0) AS sessions_base
FROM selling AS s
FULL OUTER JOIN seen AS w ON s.shop_id = w.shop_id
ORDER BY shop
