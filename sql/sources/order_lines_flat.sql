-- Order lines in one flat file under the usual names, one row a line.
-- vendor: Any system (flat CSV)
-- export: a row for each line of an order: order, date, product, quantity, and a price or a total
-- cannot: the moment of a cancellation: it is taken as that of the order
-- cannot: unit costs, unless a file of products says them
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

-- A discount that the line total is already after is added back to it, so that gross is before
-- discounts. A whole column of discounts under 1 that no line proves to be money is a rate that the
-- totals are after: it is left out, and said. Where the lines of an order have several statuses,
-- each cancelled line is a return, and the others stand.

-- name: _lines
WITH
tied AS (
    SELECT
        *,
        coalesce(starts_with(lower(status), 'cancel'), false) AS is_cancelled,
        coalesce(
            line_discount <> 0
            AND abs(abs(unit_price * quantity) - abs(line_discount) - abs(amount)) < 0.01, false
        ) AS is_after,
        coalesce(
            line_discount <> 0 AND abs(abs(unit_price * quantity) - abs(amount)) < 0.01, false
        ) AS is_before
    FROM rows
),
judged AS (
    SELECT
        *,
        bool_and(is_cancelled) OVER (PARTITION BY source_file, shop, order_id) AS all_cancelled,
        coalesce(
            max(abs(line_discount)) OVER one_file BETWEEN 0.0001 AND 0.9999
            AND NOT bool_or(is_after OR is_before) OVER one_file, false
        ) AS is_rate
    FROM tied
    WINDOW one_file AS (PARTITION BY source_file)
)
SELECT
    * EXCLUDE (amount, line_discount),
    CASE WHEN is_after THEN unit_price * quantity ELSE amount END AS amount,
    CASE WHEN NOT is_rate THEN abs(line_discount) END AS line_discount,
    is_cancelled AND NOT all_cancelled AS is_taken_back
FROM judged

-- name: said
SELECT DISTINCT
    source_file || ': discounts are rates, and the line totals are taken to be after them' AS sentence
FROM _lines
WHERE is_rate
ORDER BY sentence

-- name: orders
SELECT
    coalesce(shop, shop_id) AS shop_id, order_id, min(ordered) AS created_at,
    CASE WHEN bool_and(is_cancelled) THEN min(ordered) END AS cancelled_at,
    max(updated) AS updated_at,
    max(CASE WHEN NOT contains(customer_id, '@') THEN customer_id END) AS customer_id,
    lower(max(coalesce(email, CASE WHEN contains(customer_id, '@') THEN customer_id END)))
        AS email_norm,
    -- Two currencies in one order are both named, so that they are refused and not added.
    string_agg(DISTINCT upper(currency), '+' ORDER BY upper(currency)) AS currency,
    max(segment) AS segment, max(channel) AS channel, max(country) AS country,
    lower(max(status)) AS financial_status, coalesce(lower(max(status)) = 'test', false) AS is_test,
    source_file, min(source_row) AS source_row
FROM _lines
WHERE ordered IS NOT NULL OR sku IS NOT NULL
GROUP BY ALL

-- name: order_lines
SELECT
    coalesce(shop, shop_id) AS shop_id, order_id, source_file || '#' || source_row AS line_id,
    sku, coalesce(title, sku) AS title, category, quantity AS qty, unit_price, amount,
    line_discount, unit_cost, 'product' AS kind, source_file, source_row
FROM _lines
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
FROM _lines
WHERE
    (ordered IS NOT NULL OR sku IS NOT NULL)
    AND coalesce(amount, unit_price) IS NOT NULL
    AND (quantity < 0 OR coalesce(amount, 0) < 0 OR is_taken_back)

-- name: excluded
SELECT source_file, source_row, 'neither a date nor a product: a total or a note' AS reason
FROM _lines
WHERE ordered IS NULL AND sku IS NULL
