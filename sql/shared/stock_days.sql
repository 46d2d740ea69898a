-- Each day of the stock history of a SKU, at a location and (location NULL) at all together:
-- whether it could be bought that day.
-- not kept: each statement takes the few rows and columns that it asks for.
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
-- Only what was sold since the history begins: a shop may have years of orders before it.
begun AS (
    SELECT min(day) AS first_day
    FROM ends
),
-- A row of stock has no sales and one of sales no stock: a day of the history has one of stock.
told AS (
    SELECT
        shop_id,
        sku,
        location,
        day,
        stock,
        0 AS units,
        0 AS sales
    FROM ends
    UNION ALL
    SELECT
        d.shop_id,
        d.sku,
        d.location,
        d.day,
        NULL AS stock,
        d.units,
        d.sales
    FROM demand AS d
    INNER JOIN begun AS b ON d.ordered_local >= b.first_day
),
every AS (
    SELECT
        t.shop_id,
        t.sku,
        NULL::VARCHAR AS location,
        t.day,
        sum(t.stock) AS stock,
        sum(t.units) AS units,
        sum(t.sales) AS sales
    FROM told AS t
    GROUP BY t.shop_id, t.sku, t.day
    HAVING count(t.stock) > 0
    UNION ALL
    SELECT
        t.shop_id,
        t.sku,
        t.location,
        t.day,
        sum(t.stock) AS stock,
        sum(t.units) AS units,
        sum(t.sales) AS sales
    FROM told AS t
    WHERE t.location IS NOT NULL
    GROUP BY t.shop_id, t.sku, t.location, t.day
    HAVING count(t.stock) > 0
)
SELECT
    shop_id,
    sku,
    location,
    day,
    stock,
    units,
    sales,
    stock > 0 OR units > 0 AS in_stock
FROM every
