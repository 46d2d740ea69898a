-- Orders to suppliers under the usual names, one row for each line of a purchase order.
-- vendor: Any system (flat CSV)
-- export: a row for each line of an order to a supplier: SKU, day ordered, day received, units
-- cannot: which of the units received were faulty
-- input: rows
--   po_id         text     key needed         : po_id | po | po_number | po_no | purchase_order | purchase_order_id | purchase_order_number | purchase_order_no
--   sku           text     key one-of:sku     : sku | variant_sku | product_sku | product | item | product_id | item_id | product_code | item_code | stock_code
--   supplier      text                        : supplier | supplier_name | vendor | vendor_name
--   ordered       instant  one-of:day reject  : ordered_at | order_date | ordered_date | date_ordered | ordered_on | po_date | placed_at | placed_on | issue_date | created_at | created | date
--   expected      instant                     : expected_at | expected | expected_date | expected_on | due | due_date | due_on | eta | promised_date | expected_delivery | expected_delivery_date | expected_arrival | expected_arrival_date | expected_receipt_date
--   received      instant                     : received_at | received_date | received_on | date_received | receipt_date | goods_receipt_date | arrived_at | arrived_on | arrival_date
--   qty           number   one-of:qty         : qty | quantity | quantity_ordered | qty_ordered | ordered_quantity | ordered_qty | order_quantity | order_qty | units | units_ordered
--   received_qty  number                      : received_qty | received_quantity | qty_received | quantity_received | units_received
--   unit_cost     money                       : unit_cost | cost | cost_price | purchase_price | unit_price | price | cost_per_unit
--   currency      text                        : currency | currency_code
--   status        text                        : status | po_status
--   shop          text                        : shop_id | shop | store
--
-- A column that is only called ordered or received could be a day or a number of units: it is read
-- as neither. A line without a day of receipt is open for what was ordered and not received. One
-- whose status says cancelled or draft is no order: it is excluded and counted.

-- name: purchase_orders
SELECT
    coalesce(shop, shop_id) AS shop_id, po_id, sku, supplier, ordered AS ordered_at,
    expected AS expected_at, received AS received_at, qty, received_qty, unit_cost,
    upper(currency) AS currency, source_file, source_row
FROM rows
WHERE NOT coalesce(starts_with(lower(status), 'cancel') OR lower(status) = 'draft', false)

-- name: excluded
SELECT source_file, source_row, 'a purchase order cancelled or not placed' AS reason
FROM rows
WHERE coalesce(starts_with(lower(status), 'cancel') OR lower(status) = 'draft', false)
