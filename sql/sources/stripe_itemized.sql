-- Stripe's itemized reports of the balance and of payouts: gross, fee and net of each movement.
-- vendor: Stripe
-- export: Reports > Balance or Payout reconciliation > Download > Itemized
-- cannot: sales, for a charge is no order
-- cannot: returns, whose orders the export of payments names, where it can
-- unverified: payment_metadata[order_number] | payment_metadata[order_id]
-- input: rows
--   txn_id       text     key needed unique : balance_transaction_id
--   category     text     needed            : reporting_category
--   gross        money    needed reject     : gross
--   fee          money    needed reject     : fee
--   net          money    needed reject     : net
--   paid_in      text     needed            : currency
--   created      instant  needed utc reject : created_utc
--   order_no     text                       : payment_metadata[order_number] | payment_metadata[order_id]
-- input: local_rows
--   txn_id       text     key needed unique : balance_transaction_id
--   category     text     needed            : reporting_category
--   gross        money    needed reject     : gross
--   fee          money    needed reject     : fee
--   net          money    needed reject     : net
--   paid_in      text     needed            : currency
--   created      instant  needed reject     : created
--   order_no     text                       : payment_metadata[order_number] | payment_metadata[order_id]
--   utc          text     never             : created_utc
--
-- A report without created_utc has its stamps in the zone that it was asked for, which it does not
-- state: they are taken to be on the store's clock. A row of the balance history has the same id, and
-- counts once. Kinds are `balance charge`, `balance refund` and so on, as of that history.

-- name: payments
WITH
every AS (
    SELECT * FROM rows
    UNION ALL BY NAME
    SELECT * FROM local_rows
)
SELECT
    shop_id, txn_id, order_no, created AS paid_at,
    'balance ' || replace(lower(trim(category)), '_', ' ') AS kind, 'stripe' AS gateway,
    'success' AS status, abs(gross) AS amount, fee, net, upper(paid_in) AS currency, source_file,
    source_row
FROM every
