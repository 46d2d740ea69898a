-- What customers bought in one flat file without order numbers, one row a purchase (CDNOW).
-- vendor: Any system (flat CSV)
-- export: a row for each purchase: customer, date and amount
-- cannot: which products were sold
-- cannot: which rows were one order: those of a customer at one moment are taken as one
-- input: rows last
--   customer_id  text     needed            : customer_id | customerid | customer | customer no | cust_id | user_id | client_id
--   ordered      instant  needed reject     : date | purchase_date | order_date | transaction_date | invoice_date | invoicedate | trans_date | created_at | ordered_at | timestamp
--   amount       money    key needed reject : amount | total | total_amount | order_value | purchase_amount | transaction_amount | tran_amount | dollar_value | sales | revenue
--   quantity     number   reject            : quantity | qty | units | items | number_of_items | number_of_cds
--   email        text                       : email | customer_email | e-mail
--   channel      text                       : channel | sales_channel
--   country      text                       : country | ship_country | shipping_country
--   currency     text                       : currency | currency_code
--   segment      text                       : segment | customer_segment
--   shop         text                       : shop_id | shop | store
--   number       text     never             : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoiceno | invoice number | checkout_id | cart_id | po_id
--   line         text     never             : sku | product | item | product_id | item_id | product_name | stock_code | stockcode | item name | line_id | line item | lineitem name
--   movement     text     never             : kind | type | gateway | method | payment_method | payment_date | txn_id | transaction_id | payment_id | refund_id | return_id | refunded_at | refund_amount | return_amount | reason | payout_id | fee | paid | paid_at | paid_to | status
--   bank         text     never             : balance | running balance | account | account_id | account_number | iban | bic | swift | card_number | merchant | payee | debit | credit | credit_limit | interest | reference | memo | description | narrative | cost_center | vendor | supplier
--   part         text     never             : subtotal | subtotal_price | tax | taxes | total_tax | tax_amount | shipping | shipping_amount | shipping_cost | cart_total | orders | orders_count | total_spent | lifetime_value | mrr | arr
--   plan         text     never             : target | goal | quota | budget | forecast | actual | variance | plan | project | hours
--   deal         text     never             : deal_id | opportunity_id | deal | opportunity | quote_id | stage | pipeline | probability | close_date | owner | sales_rep
--   other        text     never             : ticket_id | subject | campaign | campaign_id | impressions | clicks | sessions | visits | event | event_name | subscription_id | score | rating | comment | points | gift_card | due_date | expires_at | start_date | end_date
--
-- No row says which of them are one order: what a customer bought at one moment (on one day, where
-- dates have no time) is taken as one, and said. A purchase that stands in two files then counts
-- once. It asks so little that it is tried only where no other file holds orders, and not of a file
-- that names products, payments, goods and tax apart, accounts, plans, deals or anything else that
-- happens on a date for money. A row with a negative amount or number of items is what the customer
-- gave back that day; it names no order. A customer that is an e-mail address is one.

-- name: _rows
SELECT
    *,
    -- A row without a customer, or a date, is an order of its own.
    coalesce(
        customer_id || ' ' || regexp_replace(ordered."local"::VARCHAR, ' 00:00:00$', ''),
        source_file || '#' || source_row
    ) AS order_id,
    amount < 0 OR coalesce(quantity, 0) < 0 AS is_return,
    CASE WHEN NOT contains(customer_id, '@') THEN customer_id END AS known_id,
    lower(coalesce(email, CASE WHEN contains(customer_id, '@') THEN customer_id END)) AS known_email
FROM rows

-- name: said
SELECT
    source_file || ': it numbers no orders: what a customer bought on one day, or at one moment '
    || 'where times are known, is taken as one order' AS sentence
FROM _rows
GROUP BY source_file
UNION ALL
SELECT
    source_file || ': ' || format('{:,}', count(*))
    || ' rows state no number of items: their units are unknown and not counted'
FROM _rows
WHERE quantity IS NULL
GROUP BY source_file
ORDER BY sentence

-- name: orders
SELECT
    coalesce(shop, shop_id) AS shop_id, order_id, min(ordered) AS created_at,
    max(known_id) AS customer_id, max(known_email) AS email_norm,
    string_agg(DISTINCT upper(currency), '+' ORDER BY upper(currency)) AS currency,
    max(segment) AS segment, max(channel) AS channel, max(country) AS country,
    false AS is_test, source_file, min(source_row) AS source_row
FROM _rows
WHERE NOT is_return
GROUP BY ALL

-- name: order_lines
SELECT
    coalesce(shop, shop_id) AS shop_id, order_id, source_file || '#' || source_row AS line_id,
    quantity AS qty, amount, 'product' AS kind, source_file, source_row
FROM _rows
WHERE NOT is_return

-- name: refunds
SELECT
    coalesce(shop, shop_id) AS shop_id, order_id || ' return' AS refund_id,
    source_file || '#' || source_row AS line_id, ordered AS refunded_at,
    coalesce(known_id, known_email) AS customer_id, 'product' AS kind, abs(quantity) AS qty,
    abs(amount) AS subtotal, upper(currency) AS currency, source_file, source_row
FROM _rows
WHERE is_return
