-- Stock at the end of each day under the usual names, one row for each day, SKU and location.
-- vendor: Any system (flat CSV)
-- export: a row for each day, SKU and location, and what lay there at the end of the day
-- cannot: stock during a day
-- input: rows
--   day        instant  one-of:day reject  : day | date | snapshot_date | stock_date | inventory_date | as_of | as_of_date
--   sku        text     key needed         : sku | variant_sku | product_sku | product | item | product_id | item_id | product_code | item_code | stock_code
--   location   text                        : location | warehouse | warehouse_id | warehouse_name | location_name | location_id
--   on_hand    number   one-of:stock       : on_hand | qty_on_hand | quantity_on_hand | on_hand_qty | on_hand_quantity | units_on_hand | stock_on_hand | stock | stock_level | stock_quantity | stock_qty | in_stock_quantity | ending_inventory | ending_stock | closing_inventory | closing_stock | inventory | inventory_level | inventory_quantity
--   available  number   one-of:stock       : available | qty_available | quantity_available | available_qty | available_quantity | available_stock
--   shop       text                        : shop_id | shop | store | store_id
--   order_id   text     never              : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoice number
--   po         text     never              : po | po_id | po_number | po_no | purchase_order | purchase_order_id | purchase_order_number
-- input: snapshots
--   day        instant  one-of:day reject  : snapshot_date | stock_date | inventory_date
--   sku        text     key needed         : sku | variant_sku | product_sku | product | item | product_id | item_id | product_code | item_code | stock_code
--   location   text                        : location | warehouse | warehouse_id | warehouse_name | location_name | location_id
--   on_hand    number   one-of:stock       : quantity | qty | units
--   shop       text                        : shop_id | shop | store | store_id
--   order_id   text     never              : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoice number
--   po         text     never              : po | po_id | po_number | po_no | purchase_order | purchase_order_id | purchase_order_number
--
-- A file of orders or purchase orders is none, whatever else it holds. A column that is only called
-- quantity could be what was sold: it is stock where the day is one of a snapshot, of the stock or
-- of the inventory. Of a SKU that stands several times on one day and in one place the last row
-- counts. A day with a time of day is the store's day at that moment. A row without a day tells
-- nothing: it is excluded and counted.

-- name: _all
SELECT day, sku, location, on_hand, available, shop, shop_id, source_file, source_row
FROM rows
UNION ALL
SELECT day, sku, location, on_hand, NULL AS available, shop, shop_id, source_file, source_row
FROM snapshots

-- name: _last
SELECT
    coalesce(shop, shop_id) AS shop_id, day."local"::DATE AS day, sku, location, on_hand, available,
    source_file, source_row
FROM _all
WHERE day IS NOT NULL
QUALIFY
    row_number() OVER (
        PARTITION BY source_file, coalesce(shop, shop_id), day."local"::DATE, sku, location
        ORDER BY day."local" DESC, source_row DESC
    ) = 1

-- name: stock_history
SELECT shop_id, day, sku, location, on_hand, available, source_file, source_row
FROM _last

-- name: excluded
SELECT
    a.source_file, a.source_row,
    CASE WHEN a.day IS NULL THEN 'stock without a day' ELSE 'an earlier count of the day' END
        AS reason
FROM _all AS a
ANTI JOIN _last AS l ON a.source_file = l.source_file AND a.source_row = l.source_row
