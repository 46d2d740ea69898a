-- Each day of the stock history of a SKU, all locations together: whether it could be bought.
-- reads: stock_days
-- Days that the history does not hold are not here: of those nothing is known. Days in stock of a
-- window are its days less those here that are NOT in_stock.
SELECT
    shop_id,
    sku,
    day,
    stock,
    units,
    sales,
    in_stock
FROM stock_days
WHERE location IS NULL
