-- Stripe's balance history: each charge, refund, fee and payout as it moved the balance.
-- vendor: Stripe
-- export: Balances > All activity > Export, as balance_history.csv
-- cannot: sales, for a charge is no order
-- cannot: returns, whose orders the export of payments names, where it can
-- unverified: order_number (metadata) | order_no (metadata) | order (metadata) | orderId (metadata)
-- input: rows
--   txn_id       text     key needed unique : id | Transaction ID
--   type         text     needed            : Type | Transaction Type
--   amount       money    needed reject     : Amount
--   fee          money    needed reject     : Fee
--   net          money    needed reject     : Net
--   paid_in      text     needed            : Currency
--   created      instant  needed utc reject : Created (UTC)
--   available    instant  needed utc        : Available On (UTC)
--   description  text                       : Description
--   order_no     text                       : order_number (metadata) | order_id (metadata) | order_no (metadata) | order (metadata) | orderId (metadata)
--   status       text     never             : Status
--
-- Stamps are in UTC, as their headers say. Each movement is a payment of its own kind, such as
-- `balance charge`, `balance refund` or `balance payout`: so no sum of payments holds a charge twice
-- where the export of payments lies beside it. Its net is signed, and all nets together are the
-- change of the balance. A fee that Stripe takes for itself is a row of its own.

-- name: payments
SELECT
    shop_id, txn_id, order_no, created AS paid_at,
    'balance ' || replace(lower(trim(type)), '_', ' ') AS kind, 'stripe' AS gateway,
    'success' AS status, abs(amount) AS amount, fee, net, upper(paid_in) AS currency, source_file,
    source_row
FROM rows

-- name: said
SELECT
    source_file || ': in ' || format('{:,}', count(*)) || ' rows such as that of ' || min(txn_id)
    || ' the net is not the amount less the fee: the net counts' AS sentence
FROM rows
WHERE abs(amount - fee - net) >= 0.005
GROUP BY source_file
ORDER BY sentence
