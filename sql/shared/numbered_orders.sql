-- Every order, its moment on the store's clock and its number, shop by shop: numbers are joined and
-- counted far faster than names.
-- reads: orders
SELECT
    shop_id,
    order_id,
    coalesce(processed_local, created_local) AS ordered_local,
    row_number() OVER (ORDER BY shop_id, order_id)::INTEGER AS number
FROM orders
