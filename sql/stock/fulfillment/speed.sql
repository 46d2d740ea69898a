-- How long orders took until they left, over a window, by week and by place.
-- reads: orders, sent_orders, business_waits
-- $start_at, $end_at TIMESTAMP: sent in [start, end) on the store's clock
-- $promised BIGINT: the seconds that an order may take where no parcel of it has a promise
-- $first_at TIMESTAMP: the midnight that the first week begins with

-- name: speed
WITH
timed AS (
    SELECT
        s.*,
        coalesce(b.seconds, s.seconds) AS waited,
        coalesce(s.kept, coalesce(b.seconds, s.seconds) <= $promised) AS on_time
    FROM sent_orders AS s
    INNER JOIN orders AS o ON s.shop_id = o.shop_id AND s.order_id = o.order_id
    LEFT JOIN business_waits AS b ON s.shop_id = b.shop_id AND s.order_id = b.order_id
    WHERE o.cancelled_local IS NULL
)
SELECT
    count(*) AS orders,
    coalesce(sum(CASE WHEN on_time THEN 1 ELSE 0 END), 0)::BIGINT AS on_time,
    median(waited::DOUBLE) / 3600.0 AS median_hours,
    quantile_cont(waited::DOUBLE, 0.9) / 3600.0 AS p90_hours
FROM timed
WHERE sent_local >= $start_at AND sent_local < $end_at

-- name: weeks
WITH
timed AS (
    SELECT
        s.*,
        coalesce(b.seconds, s.seconds) AS waited,
        coalesce(s.kept, coalesce(b.seconds, s.seconds) <= $promised) AS on_time
    FROM sent_orders AS s
    INNER JOIN orders AS o ON s.shop_id = o.shop_id AND s.order_id = o.order_id
    LEFT JOIN business_waits AS b ON s.shop_id = b.shop_id AND s.order_id = b.order_id
    WHERE o.cancelled_local IS NULL
),
sent AS (
    SELECT
        floor(date_diff('day', $first_at::DATE, sent_local::DATE)::DOUBLE / 7.0)::BIGINT AS week,
        on_time,
        waited
    FROM timed
    WHERE sent_local >= $first_at AND sent_local < $end_at
)
SELECT
    week,
    count(*) AS orders,
    coalesce(sum(CASE WHEN on_time THEN 1 ELSE 0 END), 0)::BIGINT AS on_time,
    median(waited::DOUBLE) / 3600.0 AS median_hours,
    quantile_cont(waited::DOUBLE, 0.9) / 3600.0 AS p90_hours
FROM sent
GROUP BY week
ORDER BY week

-- name: places
-- By where the order was taken and by who carried it; no rows for what states none.
WITH
timed AS (
    SELECT
        s.*,
        coalesce(b.seconds, s.seconds) AS waited,
        coalesce(s.kept, coalesce(b.seconds, s.seconds) <= $promised) AS on_time
    FROM sent_orders AS s
    INNER JOIN orders AS o ON s.shop_id = o.shop_id AND s.order_id = o.order_id
    LEFT JOIN business_waits AS b ON s.shop_id = b.shop_id AND s.order_id = b.order_id
    WHERE o.cancelled_local IS NULL
),
sent AS (
    SELECT
        'location' AS kind,
        location AS name,
        on_time,
        waited
    FROM timed
    WHERE location IS NOT NULL AND sent_local >= $start_at AND sent_local < $end_at
    UNION ALL
    SELECT
        'carrier' AS kind,
        carrier AS name,
        on_time,
        waited
    FROM timed
    WHERE carrier IS NOT NULL AND sent_local >= $start_at AND sent_local < $end_at
)
SELECT
    kind,
    name,
    count(*) AS orders,
    coalesce(sum(CASE WHEN on_time THEN 1 ELSE 0 END), 0)::BIGINT AS on_time,
    median(waited::DOUBLE) / 3600.0 AS median_hours,
    quantile_cont(waited::DOUBLE, 0.9) / 3600.0 AS p90_hours
FROM sent
GROUP BY kind, name
ORDER BY kind DESC, count(*) DESC, name

-- name: outcomes
-- What became of paid orders that left, or were cancelled, within the promise and after it.
-- $start_at, $end_at: paid in [start, end), so long ago that what comes back has come
WITH
timed AS (
    SELECT
        s.*,
        coalesce(b.seconds, s.seconds) AS waited,
        coalesce(s.kept, coalesce(b.seconds, s.seconds) <= $promised) AS on_time
    FROM sent_orders AS s
    LEFT JOIN business_waits AS b ON s.shop_id = b.shop_id AND s.order_id = b.order_id
),
ended AS (
    SELECT
        CASE WHEN on_time THEN 0 ELSE 1 END AS is_late,
        CASE WHEN lost THEN 1 ELSE 0 END AS lost
    FROM timed
    WHERE paid AND since_local >= $start_at AND since_local < $end_at
)
SELECT
    is_late = 1 AS late,
    count(*) AS orders,
    sum(lost)::BIGINT AS lost
FROM ended
GROUP BY is_late
ORDER BY is_late
