-- Each day of the stock history of a SKU, at a location and (location NULL) at all together:
-- whether it could be bought that day.
-- reads: demand
-- may read: stock_history
-- A day is in stock if something was left at its end, or was sold during it.
WITH
ends AS (
    SELECT
        shop_id,
        sku,
        location,
        day,
        coalesce(available, on_hand) AS stock
    FROM stock_history
    WHERE coalesce(available, on_hand) IS NOT NULL
),
stock AS (
    SELECT
        shop_id,
        sku,
        NULL::VARCHAR AS location,
        day,
        sum(stock) AS stock
    FROM ends
    GROUP BY shop_id, sku, day
    UNION ALL
    SELECT
        shop_id,
        sku,
        location,
        day,
        sum(stock) AS stock
    FROM ends
    WHERE location IS NOT NULL
    GROUP BY shop_id, sku, location, day
),
-- Only what was sold since the history begins: a shop may have years of orders before it.
begun AS (
    SELECT min(day) AS first_day
    FROM ends
),
wanted AS (
    SELECT
        d.shop_id,
        d.sku,
        d.location,
        d.day,
        sum(d.units) AS units,
        sum(d.sales) AS sales
    FROM demand AS d
    INNER JOIN begun AS b ON d.day >= b.first_day
    GROUP BY d.shop_id, d.sku, d.location, d.day
),
sold AS (
    SELECT
        shop_id,
        sku,
        NULL::VARCHAR AS location,
        day,
        sum(units) AS units,
        sum(sales) AS sales
    FROM wanted
    GROUP BY shop_id, sku, day
    UNION ALL
    SELECT
        shop_id,
        sku,
        location,
        day,
        units,
        sales
    FROM wanted
    WHERE location IS NOT NULL
)
SELECT
    s.shop_id,
    s.sku,
    s.location,
    s.day,
    s.stock,
    coalesce(u.units, 0) AS units,
    coalesce(u.sales, 0) AS sales,
    s.stock > 0 OR coalesce(u.units, 0) > 0 AS in_stock
FROM stock AS s
LEFT JOIN sold AS u
    ON
        s.shop_id = u.shop_id AND s.sku = u.sku AND s.day = u.day
        AND coalesce(s.location, '') = coalesce(u.location, '')
