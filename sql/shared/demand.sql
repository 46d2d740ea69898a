-- What customers wanted: units and sales of each line, without what was cancelled, or given back
-- before anything was sent.
-- not kept: a few columns of line_sales.
-- reads: line_sales
SELECT
    shop_id,
    order_id,
    location,
    sku,
    ordered_local,
    ordered_local::DATE AS day,
    qty AS units,
    sales
FROM line_sales
WHERE wanted AND ordered_local IS NOT NULL
