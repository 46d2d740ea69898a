-- Whether each order of which a parcel was promised kept it: none of them left after its promise.
-- reads: parcels
-- not kept: one view reads it.
SELECT
    shop_id,
    order_id,
    max(CASE WHEN shipped_local > promised_local THEN 1 ELSE 0 END) = 0 AS kept
FROM parcels
WHERE promised_local IS NOT NULL
GROUP BY shop_id, order_id
