-- Order lines in one flat file under the usual names, one row a line.
-- input: rows
--   order_id       text     key needed        : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoice number
--   ordered        instant  needed reject     : ordered_at | order_date | ordered | created_at | created | date | invoice_date | order datetime | timestamp
--   sku            text     needed            : sku | product | item | product_id | item_id | product_name | stock_code | item name
--   title          text                       : title | description | product_title | name
--   quantity       number   key needed reject : quantity | qty | units
--   unit_price     money    one-of:price reject : unit_price | price | item price
--   amount         money    one-of:price reject : amount | total | line_total | line_amount | net_amount | sales | revenue
--   customer_id    text                       : customer_id | customer | customer no | client_id | user_id
--   email          text                       : email | customer_email | e-mail
--   segment        text                       : segment | customer_segment
--   channel        text                       : channel | sales_channel
--   country        text                       : country | ship_country | shipping_country
--   currency       text                       : currency | currency_code
--   category       text                       : category | product_category
--   line_discount  money    reject            : discount | discount_amount | line_discount
--   unit_cost      money                      : unit_cost | cost
--   status         text                       : status | order_status | financial_status
--   shop           text                       : shop_id | shop | store
--   updated        instant                    : updated_at | updated
--
-- The line's own total wins over unit price x quantity. The order is dated by its first line.
-- A line with a negative quantity or total is a return on the line's own date, whichever of
-- the two has the minus sign. An order whose
-- status says cancelled states no date for it: it is taken as cancelled when it was placed.
-- A row with neither a date nor a product is a total or a note: it is excluded and counted.
-- A column named customer that holds e-mail addresses is an e-mail, and a product column that
-- repeats names serves as SKU.

-- name: orders
SELECT
    coalesce(shop, shop_id) AS shop_id, order_id, min(ordered) AS created_at,
    CASE WHEN starts_with(lower(max(status)), 'cancel') THEN min(ordered) END AS cancelled_at,
    max(updated) AS updated_at,
    max(CASE WHEN NOT contains(customer_id, '@') THEN customer_id END) AS customer_id,
    lower(max(coalesce(email, CASE WHEN contains(customer_id, '@') THEN customer_id END)))
        AS email_norm,
    -- Two currencies in one order are both named, so that they are refused and not added.
    string_agg(DISTINCT upper(currency), '+' ORDER BY upper(currency)) AS currency,
    max(segment) AS segment, max(channel) AS channel, max(country) AS country,
    lower(max(status)) AS financial_status, coalesce(lower(max(status)) = 'test', false) AS is_test,
    source_file, min(source_row) AS source_row
FROM rows
WHERE ordered IS NOT NULL OR sku IS NOT NULL
GROUP BY ALL

-- name: order_lines
SELECT
    coalesce(shop, shop_id) AS shop_id, order_id, source_file || '#' || source_row AS line_id,
    sku, coalesce(title, sku) AS title, category, quantity AS qty, unit_price, amount,
    line_discount, unit_cost, 'product' AS kind, source_file, source_row
FROM rows
WHERE
    (ordered IS NOT NULL OR sku IS NOT NULL)
    AND (coalesce(amount, unit_price) IS NULL OR (quantity >= 0 AND coalesce(amount, 0) >= 0))

-- name: refunds
SELECT
    coalesce(shop, shop_id) AS shop_id,
    -- Lines returned on two days, or standing in two files, are two returns.
    concat_ws(' ', order_id, 'return', ordered."local"::VARCHAR, sku) AS refund_id, order_id,
    source_file || '#' || source_row AS line_id, ordered AS refunded_at, sku,
    coalesce(title, sku) AS title, 'product' AS kind, abs(quantity) AS qty,
    abs(coalesce(amount, unit_price * quantity)) - abs(coalesce(line_discount, 0)) AS subtotal,
    upper(currency) AS currency, source_file, source_row
FROM rows
WHERE
    (ordered IS NOT NULL OR sku IS NOT NULL)
    AND coalesce(amount, unit_price) IS NOT NULL AND (quantity < 0 OR coalesce(amount, 0) < 0)

-- name: excluded
SELECT source_file, source_row, 'neither a date nor a product: a total or a note' AS reason
FROM rows
WHERE ordered IS NULL AND sku IS NULL
