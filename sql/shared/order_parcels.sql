-- The parcels of each order that does not say when it was sent: how many left, when, what waits.
-- reads: orders
-- may read: parcels
-- Most orders say it: nobody counts their parcels.
SELECT
    p.shop_id,
    p.order_id,
    count(p.shipped_local) AS gone,
    sum(CASE WHEN p.shipped_local IS NULL THEN 1 ELSE 0 END)::BIGINT AS waiting,
    max(p.shipped_local) AS shipped_local,
    min(CASE WHEN p.shipped_local IS NULL THEN p.promised_local END) AS promised_local
FROM parcels AS p
INNER JOIN orders AS o ON p.shop_id = o.shop_id AND p.order_id = o.order_id
WHERE coalesce(o.fulfillment_status, '') <> 'fulfilled' OR o.fulfilled_local IS NULL
GROUP BY p.shop_id, p.order_id
