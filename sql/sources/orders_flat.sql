-- Orders in one flat file under the usual names, one row an order, without its lines.
-- vendor: Any system (flat CSV)
-- export: a row for each order: order, date and amount
-- cannot: which products were sold
-- cannot: goods, tax and shipping apart: a file that has them apart is not read so
-- input: rows
--   order_id     text     key needed              : order_id | order | order no | order number
--   ordered      instant  one-of:date reject      : created_at | order_date | date | ordered_at | ordered | created | purchase_date | order datetime | timestamp
--   amount       money    key one-of:money reject : order_amount | total | order_total | amount | total_amount | order_value | total_price | net_amount | sales | revenue
--   quantity     number   reject                  : total_items | items | quantity | qty | item_count | total_quantity | units
--   refunded     money    reject                  : refunded_amount | amount_refunded | refund_amount | total_refunded | refunded
--   customer_id  text                             : customer_id | user_id | customer | customer no | client_id
--   email        text                             : email | customer_email | e-mail
--   segment      text                             : segment | customer_segment
--   channel      text                             : channel | sales_channel
--   country      text                             : country | ship_country | shipping_country
--   currency     text                             : currency | currency_code
--   status       text                             : status | order_status | financial_status
--   shop         text                             : shop_id | shop | store
--   updated      instant                          : updated_at | updated
--   line         text     never                   : sku | product | item | product_id | item_id | product_name | stock_code | item name | line_id | line item | lineitem name
--   movement     text     never                   : kind | gateway | txn_id | transaction_id | payment_id | refund_id | return_id | refunded_at | payout_id
--   part         text     never                   : subtotal | subtotal_price | tax | taxes | total_tax | tax_amount | shipping | shipping_amount | shipping_cost
--
-- A file that names products holds lines, and one that names transactions or refunds holds no
-- orders: neither is read as this. Nor is one that parts its totals into goods, tax and shipping,
-- since the whole is no sale of goods. A file with nothing but columns of the canonical orders is
-- that table. The amount of a row is one line without a SKU, a title or a unit price, since the file
-- states none. Rows of one order are added, and said. Where the number of items is not stated the
-- units are unknown, and said. A row with a negative amount or number of items is a return on its
-- own date, whichever of the two has the minus sign. An order whose status says cancelled states no
-- date for it: it is taken as cancelled when it was placed. Where the rows of an order have several
-- statuses, each cancelled row is a return, and the others stand. A row without a date whose order
-- id has no digit or says total is a total or a note: it is excluded and counted. A column named
-- customer that holds e-mail addresses is an e-mail.

-- name: _rows
WITH
judged AS (
    SELECT
        *,
        coalesce(starts_with(lower(status), 'cancel'), false) AS is_cancelled,
        amount < 0 OR coalesce(quantity, 0) < 0 AS is_negative,
        ordered IS NULL
        AND (NOT regexp_matches(order_id, '[0-9]') OR contains(lower(order_id), 'total')) AS is_note
    FROM rows
)
SELECT
    *,
    is_negative OR (
        is_cancelled
        AND NOT bool_and(is_cancelled) OVER (PARTITION BY source_file, shop, order_id)
    ) AS is_return
FROM judged

-- name: said
WITH
several AS (
    SELECT source_file, shop, order_id, count(*) AS n
    FROM _rows
    WHERE NOT is_note AND NOT is_negative
    GROUP BY ALL
    HAVING count(*) > 1
)
SELECT
    source_file || ': ' || format('{:,}', count(*))
    || ' orders stand on several rows: their amounts are added' AS sentence
FROM several
GROUP BY source_file
UNION ALL
SELECT
    source_file || ': ' || format('{:,}', count(*))
    || ' rows state no number of items: their units are unknown and not counted'
FROM _rows
WHERE quantity IS NULL AND NOT is_note
GROUP BY source_file
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
    -- All that was given back so far, undated, as the order's own total of it.
    nullif(sum(abs(refunded)), 0) AS refunded_total,
    lower(max(status)) AS financial_status, coalesce(lower(max(status)) = 'test', false) AS is_test,
    source_file, min(source_row) AS source_row
FROM _rows
WHERE NOT is_note
GROUP BY ALL

-- name: order_lines
-- The line has no date of its own: its order's is the one.
SELECT
    coalesce(shop, shop_id) AS shop_id, order_id, source_file || '#' || source_row AS line_id,
    quantity AS qty, amount, 'product' AS kind, source_file, source_row
FROM _rows
WHERE NOT is_note AND NOT is_negative

-- name: refunds
SELECT
    coalesce(shop, shop_id) AS shop_id,
    -- Rows returned on two days, or standing in two files, are two returns.
    concat_ws(' ', order_id, 'return', ordered."local"::VARCHAR) AS refund_id, order_id,
    source_file || '#' || source_row AS line_id, ordered AS refunded_at,
    'product' AS kind, abs(quantity) AS qty, abs(amount) AS subtotal,
    upper(currency) AS currency, source_file, source_row
FROM _rows
WHERE NOT is_note AND is_return

-- name: excluded
SELECT source_file, source_row, 'neither a date nor an order id: a total or a note' AS reason
FROM _rows
WHERE is_note
