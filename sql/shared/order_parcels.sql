-- The parcels of each order: how many left and wait, when the last one left, what was promised.
-- reads: orders
-- may read: fulfillments
-- A cancelled parcel is none. A promise is broken by a parcel that left after it.
SELECT
    f.shop_id,
    f.order_id,
    count(f.shipped_local) AS gone,
    sum(CASE WHEN f.shipped_local IS NULL THEN 1 ELSE 0 END)::BIGINT AS waiting,
    max(f.shipped_local) AS shipped_local,
    min(CASE WHEN f.shipped_local IS NULL THEN f.promised_local END) AS promised_local,
    count(f.promised_local) AS promised,
    sum(CASE WHEN f.shipped_local > f.promised_local THEN 1 ELSE 0 END)::BIGINT AS broken,
    min(f.carrier) AS carrier
FROM fulfillments AS f
INNER JOIN orders AS o ON f.shop_id = o.shop_id AND f.order_id = o.order_id
WHERE coalesce(f.status, '') NOT IN ('cancelled', 'canceled', 'voided')
GROUP BY f.shop_id, f.order_id
