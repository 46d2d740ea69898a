-- Each parcel that was not cancelled, and whether it arrived or failed to.
-- reads: fulfillments
-- not kept: each statement takes the few rows and columns that it asks for.
SELECT
    shop_id,
    order_id,
    fulfillment_id,
    carrier,
    tracking,
    created_local,
    shipped_local,
    delivered_local,
    promised_local,
    coalesce(status, '') = 'delivered' OR delivered_local IS NOT NULL AS arrived,
    coalesce(status, '') IN (
        'failure', 'failed', 'error', 'exception', 'undeliverable', 'returned',
        'return_to_sender', 'lost'
    ) AS failed
FROM fulfillments
-- Each word by itself: all parcels are asked, and a list of words costs twice as much.
WHERE
    coalesce(status, '') <> 'cancelled'
    AND coalesce(status, '') <> 'canceled'
    AND coalesce(status, '') <> 'voided'
