-- What customers wanted: units and sales of each line, without what was cancelled, or given back
-- before anything was sent.
-- reads: line_sales, orders
SELECT
    l.shop_id,
    l.order_id,
    o.location,
    l.sku,
    l.ordered_local,
    l.ordered_local::DATE AS day,
    l.qty AS units,
    l.sales
FROM line_sales AS l
INNER JOIN orders AS o ON l.shop_id = o.shop_id AND l.order_id = o.order_id
WHERE
    l.ordered_local IS NOT NULL
    AND l.cancelled_local IS NULL
    AND NOT (
        coalesce(o.financial_status, '') = 'refunded'
        AND coalesce(o.fulfillment_status, 'fulfilled') = 'unfulfilled'
    )
