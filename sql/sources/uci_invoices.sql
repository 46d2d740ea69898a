-- Invoice lines as the UCI online-retail data has them, one row a line (CSV or Parquet).
-- vendor: UCI Online Retail
-- export: the data set of the UCI Machine Learning Repository, saved as CSV or Parquet
-- cannot: currency, unit costs and tax
-- cannot: which invoice a credit note gives back
-- input: rows
--   invoice   text     key needed     : InvoiceNo | Invoice
--   sku       text     needed         : StockCode
--   title     text                    : Description
--   quantity  number   key needed reject  : Quantity
--   stamp     instant  needed reject  : InvoiceDate
--   price     money    key needed reject  : UnitPrice | Price
--   customer  text                    : CustomerID | Customer ID
--   country   text                    : Country
--
-- An invoice that starts with C is a credit note: its lines are returns, and it names no order.
-- Postage, manual entries, fees, samples and vouchers are services and gift cards, not products.
-- A quantity of 0 or less on any other invoice adjusts the stock: it is excluded and counted.
-- Lines of price 0 are kept. The file states no currency.

-- name: orders
SELECT
    shop_id, invoice AS order_id, any_value(customer) AS customer_id, min(stamp) AS created_at,
    any_value(country) AS country, false AS is_test, source_file, min(source_row) AS source_row
FROM rows
WHERE NOT starts_with(upper(invoice), 'C') AND quantity > 0
GROUP BY shop_id, invoice, source_file

-- name: order_lines
SELECT
    shop_id, invoice AS order_id, source_file || '#' || source_row AS line_id,
    sku, title, quantity AS qty, price AS unit_price,
    CASE
        WHEN starts_with(lower(sku), 'gift_') THEN 'gift_card'
        WHEN
            upper(sku) IN (
                'POST', 'DOT', 'M', 'D', 'C2', 'AMAZONFEE', 'BANK CHARGES', 'CRUK', 'S', 'B', 'PADS'
            )
            THEN 'service'
        ELSE 'product'
    END AS kind,
    source_file, source_row
FROM rows
WHERE NOT starts_with(upper(invoice), 'C') AND quantity > 0

-- name: refunds
SELECT
    shop_id, invoice AS refund_id, source_file || '#' || source_row AS line_id,
    stamp AS refunded_at, sku, title,
    CASE
        WHEN starts_with(lower(sku), 'gift_') THEN 'gift_card'
        WHEN
            upper(sku) IN (
                'POST', 'DOT', 'M', 'D', 'C2', 'AMAZONFEE', 'BANK CHARGES', 'CRUK', 'S', 'B', 'PADS'
            )
            THEN 'service'
        ELSE 'product'
    END AS kind,
    -quantity AS qty, -quantity * price AS subtotal, customer AS customer_id, country,
    source_file, source_row
FROM rows
WHERE starts_with(upper(invoice), 'C')

-- name: excluded
SELECT source_file, source_row, 'stock adjustment (a quantity of 0 or less on an invoice)' AS reason
FROM rows
WHERE NOT starts_with(upper(invoice), 'C') AND quantity <= 0
