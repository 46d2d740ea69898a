-- The Shopify admin's transaction export (Orders > Export transaction histories), as CSV.
-- input: rows
--   order_no  text     key needed     : Order | Name
--   txn_id    text                    : Transaction ID | ID | Id
--   kind      text     needed         : Kind
--   paid      instant  needed reject  : Processed at | Created at
--   amount    money    needed reject  : Amount
--   currency  text                    : Currency
--   status    text     needed         : Status
--   gateway   text                    : Gateway

-- name: payments
SELECT
    shop_id, coalesce(txn_id, source_file || '#' || source_row) AS txn_id, order_no,
    paid AS paid_at, lower(kind) AS kind, gateway, lower(status) AS status,
    abs(amount) AS amount, upper(currency) AS currency, source_file, source_row
FROM rows
