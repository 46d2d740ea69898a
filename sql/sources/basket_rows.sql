-- Baskets in rows: which item stood in which order, and no money.
-- vendor: Any system (flat CSV)
-- export: a row for each item of a basket: a transaction or member, and an item
-- cannot: money: a basket has no prices
-- cannot: who bought, unless a column names members
-- input: rows last
--   order_id  text     one-of:basket  : transaction | transaction_id | transactionid | transaction no | transactionno | transaction number | trans_id | tid | basket | basket_id | basketid | basket no | receipt | receipt_id | receipt no | receiptno | receipt number | bill | bill_id | bill no | billno | order_id | orderid | order | order no | order number | invoice | invoice_id | invoice no | invoiceno | invoice number
--   member    text     one-of:basket  : member_number | member no | member_id | member | card_number | customer_id | customerid | customer | customer no
--   item      text     needed         : item | item_name | itemname | item description | itemdescription | product | product_name | productname | sku | product_id | item_id | article | description | stock_code | stockcode | itemset
--   title     text                    : item_name | itemname | item description | itemdescription | product_name | productname | description | title
--   ordered   instant                 : date_time | datetime | date time | ordered_at | order_date | ordered | created_at | transaction_date | purchase_date | invoice_date | invoicedate | timestamp | date
--   category  text                    : category | product_category
--   quantity  text     never          : quantity | qty | units
--   money     text     never          : price | unit_price | unitprice | item price | amount | total | line_total | line_amount | net_amount | sales | revenue | cost | unit_cost | fee
--   other     text     never          : line_id | refund_id | return_id | reason | checkout_id | cart_id | po_id | po number | ticket_id | subject | rating | score | review | carrier | tracking_number | shipped_at | delivered_at | supplier | on_hand | available | stock | views | sessions | status | kind | type | event
--
-- It asks so little that it is tried only where no other file holds orders. A file that numbers no
-- orders but says whose they are, and when, has one order for each customer and moment: it is said.
-- A row without an item, or of no order, is excluded and counted. Each row is one unit, without
-- money: a file that counts units is one of sales, which has to say their prices.

-- name: _rows
SELECT
    shop_id,
    coalesce(order_id, member || ' ' || regexp_replace(ordered."local"::VARCHAR, ' 00:00:00$', ''))
        AS order_id,
    order_id IS NULL AND member IS NOT NULL AND ordered IS NOT NULL AS is_guessed,
    member,
    item,
    coalesce(title, item) AS title,
    category,
    ordered,
    source_file,
    source_row
FROM rows

-- name: said
SELECT
    source_file || ': it numbers no orders: what a customer took on one day, or at one moment where '
    || 'times are known, is taken as one order' AS sentence
FROM _rows
WHERE is_guessed
GROUP BY source_file
ORDER BY sentence

-- name: orders
SELECT
    shop_id, order_id, min(ordered) AS created_at, max(member) AS customer_id, false AS is_test,
    source_file, min(source_row) AS source_row
FROM _rows
WHERE order_id IS NOT NULL AND item IS NOT NULL
GROUP BY shop_id, order_id, source_file

-- name: order_lines
SELECT
    shop_id, order_id, source_file || '#' || source_row AS line_id, item AS sku, title, 1 AS qty,
    category, 'product' AS kind, source_file, source_row
FROM _rows
WHERE order_id IS NOT NULL AND item IS NOT NULL

-- name: excluded
SELECT
    source_file, source_row,
    CASE WHEN item IS NULL THEN 'basket without an item' ELSE 'item of no order' END AS reason
FROM _rows
WHERE order_id IS NULL OR item IS NULL
