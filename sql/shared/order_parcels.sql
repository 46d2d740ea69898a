-- The parcels of each order: how many left and wait, when the last one left, what was promised.
-- reads: orders
-- may read: parcels
-- A promise is broken by a parcel that left after it.
SELECT
    p.shop_id,
    p.order_id,
    count(p.shipped_local) AS gone,
    sum(CASE WHEN p.shipped_local IS NULL THEN 1 ELSE 0 END)::BIGINT AS waiting,
    max(p.shipped_local) AS shipped_local,
    min(CASE WHEN p.shipped_local IS NULL THEN p.promised_local END) AS promised_local,
    count(p.promised_local) AS promised,
    sum(CASE WHEN p.shipped_local > p.promised_local THEN 1 ELSE 0 END)::BIGINT AS broken,
    min(p.carrier) AS carrier
FROM parcels AS p
INNER JOIN orders AS o ON p.shop_id = o.shop_id AND p.order_id = o.order_id
GROUP BY p.shop_id, p.order_id
