-- Where stock lies.
-- reads: stock_now, orders
-- $everywhere BOOLEAN: all locations; else $location VARCHAR, the one

-- name: places
-- The locations that hold stock, and how many orders name each.
WITH
named AS (
    SELECT
        location,
        count(*) AS orders
    FROM orders
    WHERE location IS NOT NULL
    GROUP BY location
),
held AS (
    SELECT DISTINCT location
    FROM stock_now
)
SELECT
    h.location,
    coalesce(n.orders, 0) AS orders
FROM held AS h
LEFT JOIN named AS n ON h.location = n.location
ORDER BY h.location

-- name: shelves
-- What lies where, SKU by SKU.
SELECT
    shop_id AS shop,
    sku,
    location,
    sum(on_hand) AS on_hand,
    sum(available) AS available,
    sum(incoming) AS incoming
FROM stock_now
WHERE $everywhere OR location = $location
GROUP BY shop_id, sku, location
ORDER BY shop_id, sku, location
