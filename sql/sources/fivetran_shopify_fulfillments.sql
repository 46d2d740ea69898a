-- Shopify's fulfillments as a Fivetran pipeline lands them, with the carriers' events beside them.
-- vendor: Shopify
-- export: Fivetran's Shopify connector: copy its fulfillment tables out of the warehouse
-- cannot: when a parcel was promised to leave
-- input: fulfillment_rows
--   fulfillment_id  text     key needed         : id
--   synced          instant  utc needed         : _fivetran_synced
--   order_id        text     key needed         : order_id
--   status          text     needed             : status
--   created         instant  utc needed reject  : created_at
--   carrier         text     one-of:parcel      : tracking_company
--   tracking        text     one-of:parcel      : tracking_number
--   trackings       text     one-of:parcel      : tracking_numbers
--   service         text     one-of:parcel      : service_id | service
--   updated         instant  utc                : updated_at
--   deleted         flag                        : _fivetran_deleted
--   event           text     never              : fulfillment_id
-- input: event_rows optional
--   event_id        text     key needed         : id
--   synced          instant  utc needed         : _fivetran_synced
--   fulfillment_id  text     key needed         : fulfillment_id
--   status          text     needed             : status
--   happened        instant  utc needed reject  : happened_at
--   deleted         flag                        : _fivetran_deleted
--
-- Stamps are in UTC. Of several rows of one id the one synced last counts, and what was deleted does
-- not. A fulfillment that succeeded left when it was made; it arrived at its first event `delivered`.

-- name: _events
SELECT
    *,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, event_id
                ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Shopify'
        WHEN
            NOT EXISTS (
                SELECT 1 FROM fulfillment_rows AS f
                WHERE f.shop_id = e.shop_id AND f.fulfillment_id = e.fulfillment_id
            ) THEN 'belongs to no row that counts'
    END AS why_not
FROM event_rows AS e

-- name: _parcels
SELECT
    *,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, fulfillment_id
                ORDER BY
                    synced.at DESC NULLS LAST, updated.at DESC NULLS LAST, source_file DESC,
                    source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Shopify'
    END AS why_not
FROM fulfillment_rows

-- name: fulfillments
WITH arrivals AS (
    SELECT shop_id, fulfillment_id, min(happened) AS delivered
    FROM _events
    WHERE why_not IS NULL AND lower(status) = 'delivered'
    GROUP BY shop_id, fulfillment_id
)
SELECT
    f.shop_id, f.fulfillment_id, f.order_id, f.created AS created_at,
    CASE WHEN lower(f.status) = 'success' THEN f.created END AS shipped_at,
    a.delivered AS delivered_at, lower(f.status) AS status, f.carrier,
    coalesce(f.tracking, nullif(regexp_replace(f.trackings, '[\[\]"\s]', '', 'g'), '')) AS tracking,
    f.source_file, f.source_row
FROM _parcels AS f
LEFT JOIN arrivals AS a ON f.shop_id = a.shop_id AND f.fulfillment_id = a.fulfillment_id
WHERE f.why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _parcels
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _events
WHERE why_not IS NOT NULL
