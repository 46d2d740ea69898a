-- The Shopify admin's product export (Products > Export), as CSV.
-- vendor: Shopify
-- export: Products > Export > All products, as a plain CSV file
-- cannot: suppliers, lead times and pack sizes: a flat file of supply says them
-- cannot: what a product cost before: it states today's cost
-- input: rows
--   handle             text   key needed  : Handle | URL handle
--   title              text   needed      : Title
--   vendor             text               : Vendor
--   type               text               : Type | Product Category
--   option1            text               : Option1 Value | Option1 value
--   option2            text               : Option2 Value | Option2 value
--   option3            text               : Option3 Value | Option3 value
--   sku                text   needed      : Variant SKU | SKU
--   price              money  needed      : Variant Price | Price
--   compare_at         money              : Variant Compare At Price | Compare-at price
--   requires_shipping  flag               : Variant Requires Shipping | Requires shipping
--   policy             text               : Variant Inventory Policy | Continue selling when out of stock
--   gift_card          flag               : Gift Card | Gift card
--   unit_cost          money              : Cost per item
--   status             text               : Status
--
-- A product's first row carries its title; its other variants have a row each with the handle
-- alone, and rows with neither options nor price only carry a further picture.

-- name: products
SELECT
    shop_id,
    -- Without a SKU a variant is known by its handle and options.
    coalesce(sku, concat_ws(' / ', handle, option1, option2, option3)) AS sku,
    handle AS product_id,
    concat_ws(
        ' - ',
        first_value(title IGNORE NULLS) OVER product,
        nullif(concat_ws(' / ', nullif(option1, 'Default Title'), option2, option3), '')
    ) AS title,
    first_value(type IGNORE NULLS) OVER product AS type,
    first_value(vendor IGNORE NULLS) OVER product AS vendor,
    price, compare_at, unit_cost,
    lower(first_value(status IGNORE NULLS) OVER product) AS status,
    first_value(gift_card IGNORE NULLS) OVER product AS is_gift_card,
    requires_shipping, lower(policy) IN ('continue', 'true', 'yes') AS oversell,
    source_file, source_row
FROM rows
WINDOW
    product AS (
        PARTITION BY source_file, handle ORDER BY source_row
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
QUALIFY price IS NOT NULL OR sku IS NOT NULL OR option1 IS NOT NULL

-- name: excluded
SELECT source_file, source_row, 'picture of a product' AS reason
FROM rows
WHERE price IS NULL AND sku IS NULL AND option1 IS NULL
