-- Stripe's export of payments (Payments > Export): charges, what of them came in, and what went back.
-- vendor: Stripe
-- export: Payments > Export > All columns
-- cannot: sales, for a payment is no order (but "payments.csv" = "stripe_sales" under [sources])
-- cannot: which goods were sold, and which part of a payment is tax or shipping
-- cannot: more than one refund of a payment, of which it states the sum and the day of one
-- cannot: a fee in another currency than the payment, which the balance history states
-- cannot: what a buyer took back through the bank: a dispute is no refund
-- unverified: order_number (metadata) | order_no (metadata) | order (metadata) | orderId (metadata)
-- unverified: Refunded (UTC)
-- input: rows
--   payment_id   text     key needed unique   : id
--   created      instant  needed utc reject   : Created date (UTC) | Created (UTC)
--   amount       money    needed reject       : Amount
--   paid_in      text     needed              : Currency
--   status       text     needed              : Status
--   refunded     money    one-of:payment reject : Amount Refunded
--   captured     flag     one-of:payment      : Captured
--   mode         text     one-of:payment      : Mode
--   email        text     one-of:payment      : Customer Email
--   refunded_on  instant  utc                 : Refunded date (UTC) | Refunded (UTC)
--   fee          money                        : Fee
--   converted    text                         : Converted Currency
--   description  text                         : Description
--   order_no     text                         : order_number (metadata) | order_id (metadata) | order_no (metadata) | order (metadata) | orderId (metadata)
--   arrival      text     never               : Arrival Date (UTC)
--
-- Stamps are in UTC and do not say so: the header does. Money is in whole units of what it was paid
-- in, also where that has no cents; payments in several currencies are no mistake. A payment made in test mode is excluded and counted. One that is
-- authorised and not captured is an authorization; one that failed or waits stays, by its status.
-- A fee is in the currency of the account: where the payment is in another, it is left out.
-- A payment finds its order by the metadata that a shop writes, or by "Order 1001" in its
-- description. What went back is a reversal: it becomes a refund where that order is in the exports,
-- and no other system states what was refunded of it, so none counts twice. Another reversal is in no
-- returns, and a note says so.

-- name: _payments
WITH
told AS (
    SELECT
        *,
        coalesce(lower(trim(mode)) IN ('test', 'test mode'), false) AS is_test,
        -- Shops write `Order 1001`, `Name of shop - Order #1001`, `Bestellung 1001`.
        coalesce(
            order_no,
            nullif(
                regexp_extract(
                    description,
                    '(?i)\b(?:order|bestellung|commande|ordine|pedido)\b(?: (?:no|nr|number|id)\b)?'
                    || '[ .:#]*([a-z0-9-]*[0-9][a-z0-9-]*)',
                    1
                ),
                ''
            )
        ) AS named,
        CASE
            WHEN
                lower(trim(status)) IN (
                    'paid', 'succeeded', 'refunded', 'partially refunded', 'partial refund', 'disputed',
                    'early fraud warning', 'uncaptured', 'requires_capture'
                )
                THEN 'success'
            WHEN
                lower(trim(status)) IN (
                    'failed', 'canceled', 'cancelled', 'blocked', 'expired', 'incomplete', 'abandoned'
                )
                OR regexp_matches(lower(trim(status)), '^requires_(payment_method|confirmation|action)$')
                THEN 'failure'
            WHEN lower(trim(status)) IN ('pending', 'processing') THEN 'pending'
        END AS known
    FROM rows
)
SELECT
    *,
    coalesce(known = 'success', false)
    AND (
        coalesce(NOT captured, false)
        OR lower(trim(status)) IN ('uncaptured', 'requires_capture')
    ) AS is_held,
    coalesce(lower(converted) = lower(paid_in), true) AS is_own_fee
FROM told

-- name: payments
SELECT
    shop_id, payment_id AS txn_id, named AS order_no, created AS paid_at,
    CASE WHEN is_held THEN 'authorization' ELSE 'sale' END AS kind,
    'stripe' AS gateway, coalesce(known, lower(trim(status))) AS status, amount,
    CASE WHEN is_own_fee THEN fee END AS fee,
    CASE WHEN is_own_fee AND known = 'success' AND NOT is_held THEN amount - fee END AS net,
    upper(paid_in) AS currency, source_file, source_row
FROM _payments
WHERE NOT is_test
UNION ALL
SELECT
    shop_id, payment_id || ' refunded' AS txn_id, named AS order_no, refunded_on AS paid_at,
    'reversal' AS kind, 'stripe' AS gateway, 'success' AS status, refunded AS amount, NULL AS fee,
    NULL AS net, upper(paid_in) AS currency, source_file, source_row
FROM _payments
-- A payment that was only authorised is released in full: nothing came in, so nothing went back.
WHERE NOT is_test AND refunded > 0 AND NOT is_held AND known = 'success'

-- name: excluded
SELECT source_file, source_row, 'payment in test mode' AS reason
FROM _payments
WHERE is_test

-- name: said
SELECT
    source_file || ': the status ' || lower(trim(status)) || ' of ' || format('{:,}', count(*))
    || ' payments is not known: it is kept as it stands' AS sentence
FROM _payments
WHERE NOT is_test AND known IS NULL
GROUP BY source_file, lower(trim(status))
ORDER BY sentence
