-- The Shopify admin's order export (Orders > Export), as CSV.
-- input: rows
--   order_no            text     key needed      : Name
--   order_id            text                     : Id
--   email               text                     : Email
--   financial_status    text     needed          : Financial Status
--   paid                instant                  : Paid at
--   fulfillment_status  text                     : Fulfillment Status
--   fulfilled           instant                  : Fulfilled at
--   currency            text                     : Currency
--   subtotal            money    reject          : Subtotal
--   shipping            money    reject          : Shipping
--   taxes               money    reject          : Taxes
--   total               money    needed reject   : Total
--   discount_code       text                     : Discount Code
--   discount_amount     money    reject          : Discount Amount
--   created             instant  needed reject   : Created at
--   quantity            number   needed reject   : Lineitem quantity
--   title               text     needed          : Lineitem name
--   price               money    needed reject   : Lineitem price
--   sku                 text                     : Lineitem sku
--   requires_shipping   flag                     : Lineitem requires shipping
--   line_fulfillment    text                     : Lineitem fulfillment status
--   line_discount       money    reject          : Lineitem discount
--   shipping_country    text                     : Shipping Country
--   billing_country     text                     : Billing Country
--   shipping_province   text                     : Shipping Province
--   billing_province    text                     : Billing Province
--   cancelled           instant                  : Cancelled at
--   payment_method      text                     : Payment Method
--   refunded_amount     money    reject          : Refunded Amount
--   vendor              text                     : Vendor
--   outstanding         money                    : Outstanding Balance
--   location            text                     : Location
--   tags                text                     : Tags
--   channel             text                     : Source
--   duties              money    reject          : Duties
--
-- An order's first row carries the order and its first line. Each further line has a row with the
-- name and the line's own columns, and blanks elsewhere (some writers repeat Created at there).

-- name: orders
SELECT
    shop_id, coalesce(order_id, order_no) AS order_id, order_no,
    nullif(lower(trim(email)), '') AS email_norm,
    created AS created_at, paid AS paid_at, cancelled AS cancelled_at, fulfilled AS fulfilled_at,
    lower(financial_status) AS financial_status,
    lower(coalesce(fulfillment_status, 'unfulfilled')) AS fulfillment_status,
    upper(currency) AS currency, subtotal, discount_amount AS discount_total, shipping,
    taxes AS tax, duties, total, outstanding, refunded_amount AS refunded_total,
    discount_code AS discount_codes, channel, location,
    coalesce(shipping_country, billing_country) AS country,
    coalesce(shipping_province, billing_province) AS region, tags,
    -- Shopify's test gateway, or the tag that shops put on their own trials.
    coalesce(contains(lower(payment_method), 'bogus'), false)
    OR coalesce(regexp_matches(lower(tags), '(^|,)\s*test\s*(,|$)'), false) AS is_test,
    source_file, source_row
FROM rows
WHERE financial_status IS NOT NULL OR total IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY source_file, order_no ORDER BY source_row) = 1

-- name: order_lines
SELECT
    shop_id,
    -- A file that holds only an order's further rows does not know its id: the name stands for it.
    coalesce(max(order_id) OVER (PARTITION BY source_file, order_no), order_no) AS order_id,
    order_no, source_file || '#' || source_row AS line_id,
    sku, title, vendor, quantity AS qty, price AS unit_price, line_discount,
    requires_shipping, lower(line_fulfillment) AS fulfillment_status, 'product' AS kind,
    source_file, source_row
FROM rows
WHERE title IS NOT NULL OR price IS NOT NULL

-- name: excluded
SELECT source_file, source_row, 'neither an order nor a line' AS reason
FROM rows
WHERE financial_status IS NULL AND total IS NULL AND title IS NULL AND price IS NULL
