-- How each SKU is bought under the usual names, one row for each SKU and supplier.
-- vendor: Any system (flat CSV)
-- export: a row for each SKU and supplier: lead time, pack size, least order, unit cost
-- cannot: which supplier will deliver the next order
-- input: rows
--   sku            text    key needed    : sku | variant_sku | product_sku | product | item | product_id | item_id | product_code | item_code | stock_code
--   supplier       text                  : supplier | supplier_name | vendor | vendor_name
--   lead_days      number  one-of:lead   : lead_days | lead_time_days | lead_time | leadtime | lead time (days) | lead_time_in_days | average_lead_time | avg_lead_time | mean_lead_time | average_lead_days | avg_lead_days | avg_lead_time_days | supplier_lead_time
--   lead_sd        number                : lead_sd | lead_time_sd | lead_days_sd | lead_time_std | lead_time_stddev | lead_time_standard_deviation | lead_sd_days | lead_time_sd_days
--   lead_days_max  number                : lead_days_max | max_lead_days | max_lead_time | lead_time_max | max_lead_time_days | maximum_lead_time | longest_lead_time
--   pack_size      number                : pack_size | case_pack | case_size | case_qty | case_quantity | units_per_case | units_per_pack | carton_qty | carton_quantity | order_multiple
--   moq            number                : moq | minimum_order | min_order | minimum_order_quantity | min_order_quantity | min_order_qty | minimum_order_qty
--   unit_cost      money                 : unit_cost | cost | cost_price | purchase_price | supplier_price | cost_per_item | cost_per_unit
--   review_days    number                : review_days | review_period | review_period_days | order_cycle | order_cycle_days
--   shop           text                  : shop_id | shop | store
--   order_id       text    never         : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoice number
--   po             text    never         : po | po_id | po_number | po_no | purchase_order | purchase_order_id | purchase_order_number
--
-- Lead times and review periods are in days, least orders in units. A SKU that several suppliers
-- deliver has a row for each; of a SKU and supplier that stand several times in one file the last
-- row counts.

-- name: _last
SELECT
    coalesce(shop, shop_id) AS shop_id, sku, supplier, lead_days, lead_sd, lead_days_max, pack_size,
    moq, unit_cost, review_days, source_file, source_row
FROM rows
QUALIFY
    row_number() OVER (
        PARTITION BY source_file, coalesce(shop, shop_id), sku, supplier ORDER BY source_row DESC
    ) = 1

-- name: supply
SELECT
    shop_id, sku, supplier, lead_days, lead_sd, lead_days_max, pack_size, moq, unit_cost,
    review_days, source_file, source_row
FROM _last

-- name: excluded
SELECT r.source_file, r.source_row, 'a SKU and supplier listed again below' AS reason
FROM rows AS r
ANTI JOIN _last AS l ON r.source_file = l.source_file AND r.source_row = l.source_row
