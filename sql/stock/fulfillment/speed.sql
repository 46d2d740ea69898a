-- How long orders took until they left, over a window, by week and by place.
-- reads: sent_waits
-- may read: parcels
-- $start_at, $end_at TIMESTAMP: sent in [start, end) on the store's clock
-- $promised BIGINT: the seconds that an order may take where no parcel of it has a promise
-- $first_at TIMESTAMP: the midnight that the first week begins with

-- name: speed
WITH
sent AS (
    SELECT
        coalesce(kept, waited <= $promised) AS on_time,
        waited
    FROM sent_waits
    WHERE NOT cancelled AND sent_local >= $start_at AND sent_local < $end_at
)
SELECT
    count(*) AS orders,
    coalesce(sum(CASE WHEN on_time THEN 1 ELSE 0 END), 0)::BIGINT AS on_time,
    median(waited::DOUBLE) / 3600.0 AS median_hours,
    quantile_cont(waited::DOUBLE, 0.9) / 3600.0 AS p90_hours
FROM sent

-- name: weeks
WITH
sent AS (
    SELECT
        floor(date_diff('day', $first_at::DATE, sent_local::DATE)::DOUBLE / 7.0)::BIGINT AS week,
        coalesce(kept, waited <= $promised) AS on_time,
        waited
    FROM sent_waits
    WHERE NOT cancelled AND sent_local >= $first_at AND sent_local < $end_at
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
sent AS (
    SELECT
        shop_id,
        order_id,
        location,
        coalesce(kept, waited <= $promised) AS on_time,
        waited
    FROM sent_waits
    WHERE NOT cancelled AND sent_local >= $start_at AND sent_local < $end_at
),
carried AS (
    SELECT
        s.shop_id,
        s.order_id,
        min(p.carrier) AS carrier
    FROM sent AS s
    INNER JOIN parcels AS p ON s.shop_id = p.shop_id AND s.order_id = p.order_id
    GROUP BY s.shop_id, s.order_id
),
named AS (
    SELECT
        'location' AS kind,
        location AS name,
        on_time,
        waited
    FROM sent
    UNION ALL
    SELECT
        'carrier' AS kind,
        c.carrier AS name,
        s.on_time,
        s.waited
    FROM sent AS s
    INNER JOIN carried AS c ON s.shop_id = c.shop_id AND s.order_id = c.order_id
)
SELECT
    kind,
    name,
    count(*) AS orders,
    coalesce(sum(CASE WHEN on_time THEN 1 ELSE 0 END), 0)::BIGINT AS on_time,
    median(waited::DOUBLE) / 3600.0 AS median_hours,
    quantile_cont(waited::DOUBLE, 0.9) / 3600.0 AS p90_hours
FROM named
WHERE name IS NOT NULL
GROUP BY kind, name
ORDER BY kind DESC, count(*) DESC, name

-- name: outcomes
-- What became of paid orders that left, or were cancelled, within the promise and after it.
-- $start_at, $end_at: paid in [start, end), so long ago that what comes back has come
WITH
ended AS (
    SELECT
        CASE WHEN coalesce(kept, waited <= $promised) THEN 0 ELSE 1 END AS is_late,
        CASE WHEN lost THEN 1 ELSE 0 END AS lost
    FROM sent_waits
    WHERE paid AND since_local >= $start_at AND since_local < $end_at
)
SELECT
    is_late = 1 AS late,
    count(*) AS orders,
    sum(lost)::BIGINT AS lost
FROM ended
GROUP BY is_late
ORDER BY is_late
