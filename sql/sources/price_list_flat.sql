-- A price list under the usual names, one row a product.
-- vendor: Any system (flat CSV)
-- export: a row for each product: its SKU or name as orders and deals write it, and its list price
-- cannot: what a product costs, unless a column says so
-- input: rows
--   product   text   needed key        : sku | product_code | product | product_name | item | item_name
--   price     money  needed reject     : list_price | sales_price | price | unit_price | msrp | retail_price
--   name      text                     : product_name | item_name | product | title | name
--   type      text                     : series | category | product_category | product_family | family | type
--   vendor    text                     : vendor | brand | manufacturer
--   unit_cost money                    : unit_cost | cost | cost_price
--   status    text                     : status
--   other     text   never             : order_id | order | order_no | order_number | order_date | date | day | created_at | timestamp | quantity | qty | units | customer | customer_id | customer_name | email | invoice | invoice_id | total | amount | discount | line_id | payment | store_id | transaction_id | deal_id | opportunity_id | stage
--   own       text   never             : oversell | is_gift_card | requires_shipping | compare_at | pack_size | product_id
--   stock     text   never             : lead_days | lead_time | lead_time_days | moq | supplier | on_hand | available | location | inventory | stock | po_id | reorder_point
--
-- A product goes by its SKU, else by its name. Of one that is listed twice the last row counts.

-- name: _products
SELECT
    *,
    1 = row_number() OVER (PARTITION BY source_file, product ORDER BY source_row DESC) AS is_last
FROM rows

-- name: products
SELECT
    shop_id, product AS sku, coalesce(name, product) AS title, type, vendor, price, unit_cost,
    lower(status) AS status, source_file, source_row
FROM _products
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'product listed again in the same file' AS reason
FROM _products
WHERE NOT is_last
