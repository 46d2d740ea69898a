-- The Shopify admin's transaction export (Orders > Export transaction histories), as CSV.
-- vendor: Shopify
-- export: Orders > Export > Export transaction histories
-- cannot: fees of the payment provider
-- cannot: which lines of an order were refunded
-- input: rows
--   order_no  text     key needed     : Name | Order
--   txn_id    text                    : Transaction ID | ID | Id
--   kind      text     needed         : Kind
--   paid      instant  needed reject  : Processed at | Created at
--   amount    money    needed reject  : Amount
--   currency  text                    : Currency
--   status    text     needed         : Status
--   gateway   text                    : Gateway

-- name: payments
SELECT
    shop_id,
    -- Without an id, what tells a transaction from others, so that a copy of the file adds none.
    coalesce(txn_id, concat_ws(' ', order_no, kind, paid."local"::VARCHAR, amount, status))
        AS txn_id,
    order_no,
    paid AS paid_at, lower(kind) AS kind, gateway, lower(status) AS status,
    abs(amount) AS amount, upper(currency) AS currency, source_file, source_row
FROM rows
