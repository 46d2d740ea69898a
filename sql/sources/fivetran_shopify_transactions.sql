-- Shopify's transactions as a Fivetran pipeline lands them, one row each.
-- vendor: Shopify
-- export: Fivetran's Shopify connector: copy its transaction table out of the warehouse
-- cannot: Shopify's fees, which stand in the tables of its payouts
-- input: transaction_rows
--   txn_id     text     key needed         : id
--   order_id   text     needed             : order_id
--   synced     instant  utc needed         : _fivetran_synced
--   amount     money    needed reject      : amount | amount_set_shop_amount
--   kind       text     needed             : kind
--   status     text     needed             : status
--   processed  instant  utc one-of:when    : processed_at
--   created    instant  utc one-of:when    : created_at
--   deleted    flag                        : _fivetran_deleted
--   currency   text                        : currency | amount_set_shop_currency_code
--   gateway    text                        : gateway
--   is_test    flag                        : test
--
-- Stamps are in UTC. Of several rows of one id the one synced last counts.

-- name: _payments
SELECT
    *,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, txn_id
                ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Shopify'
        WHEN is_test THEN 'test transaction'
    END AS why_not
FROM transaction_rows

-- name: payments
SELECT
    shop_id, txn_id, order_id, coalesce(processed, created) AS paid_at, lower(kind) AS kind, gateway,
    lower(status) AS status, abs(amount) AS amount, upper(currency) AS currency, source_file, source_row
FROM _payments
WHERE why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _payments
WHERE why_not IS NOT NULL
