-- Parcels under the usual names, one row for each shipment of an order.
-- vendor: Any system (flat CSV)
-- export: a row for each parcel, or each line of one: the order, and the day it left
-- cannot: a promised day of delivery: only the day by which a parcel was to leave
-- input: rows
--   parcel     text     one-of:parcel          : fulfillment_id | fulfilment_id | fulfillment | shipment_id | shipment | shipment_number | shipment_no | parcel_id | parcel | package_id | delivery_id | delivery_number
--   tracking   text     one-of:parcel          : tracking | tracking_number | tracking_no | tracking_id | tracking_code
--   order_id   text     one-of:order           : order_id | order
--   order_no   text     one-of:order           : order_no | order_number | order_name
--   shipped    instant  needed reject          : shipped_at | ship_date | shipped_date | shipped_on | date_shipped | shipping_date | shipment_date | dispatched_at | dispatch_date | dispatched_on | fulfilled_at
--   created    instant                         : created_at | created | created_on | packed_at | packed_on | packed_date | label_created_at | label_date
--   delivered  instant                         : delivered_at | delivered_on | delivered_date | date_delivered | actual_delivery | actual_delivery_date
--   promised   instant                         : promised_at | promised | promised_date | promised_ship_date | ship_by | ship_by_date | dispatch_by | latest_ship_date
--   status     text                            : status | shipment_status | fulfillment_status | fulfilment_status | delivery_status
--   carrier    text                            : carrier | shipping_carrier | carrier_name | courier | tracking_company | shipped_via
--   shop       text                            : shop_id | shop | store
--   money      text     never                  : amount | order_amount | total | order_total | total_amount | total_price | order_value | net_amount | sales | revenue | subtotal | line_total | line_amount | unit_price | price | item_price
--
-- A file with prices or totals holds orders, not parcels. Where each line of a parcel has a row, the
-- rows of one parcel and order are one: left with the first, there with the last. A parcel with
-- neither an id nor a tracking number is named after its order and moment. A promise is of the day
-- by which it leaves: a promised day of delivery is not read.

-- name: _parcels
SELECT
    coalesce(shop, shop_id) AS shop_id,
    coalesce(
        parcel, tracking, concat_ws(' ', coalesce(order_id, order_no), shipped."local"::VARCHAR)
    ) AS fulfillment_id,
    coalesce(order_id, order_no) AS order_id, order_no, created AS created_at,
    shipped AS shipped_at, delivered AS delivered_at, promised AS promised_at, lower(status) AS status,
    carrier, tracking, source_file, source_row
FROM rows

-- name: fulfillments
SELECT
    shop_id, fulfillment_id, order_id, min(order_no) AS order_no, min(created_at) AS created_at,
    min(shipped_at) AS shipped_at,
    -- Not all there while one of its rows is not.
    CASE WHEN bool_and(delivered_at IS NOT NULL) THEN max(delivered_at) END AS delivered_at,
    min(promised_at) AS promised_at, arg_max(status, source_row) AS status,
    min(carrier) AS carrier, min(tracking) AS tracking, source_file, min(source_row) AS source_row
FROM _parcels
WHERE fulfillment_id <> ''
GROUP BY shop_id, fulfillment_id, order_id, source_file

-- name: excluded
SELECT source_file, source_row, 'a shipment without an id, an order or a day' AS reason
FROM _parcels
WHERE fulfillment_id = ''
