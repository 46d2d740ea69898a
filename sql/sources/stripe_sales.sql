-- Stripe's payments taken as sales, where no shop's export says what was sold: only by [sources].
-- vendor: Stripe
-- export: Payments > Export > All columns, with "payments.csv" = "stripe_sales" under [sources]
-- cannot: which goods were sold, how many, and which part of a payment is tax or shipping
-- unverified: Refunded (UTC) | Shipping Address Country
-- input: rows last
--   payment_id   text     key needed unique   : id
--   created      instant  needed utc reject   : Created date (UTC) | Created (UTC)
--   amount       money    needed reject       : Amount
--   currency     text     needed              : Currency
--   status       text     needed              : Status
--   refunded     money    one-of:payment reject : Amount Refunded
--   captured     flag     one-of:payment      : Captured
--   mode         text     one-of:payment      : Mode
--   email        text     one-of:payment      : Customer Email
--   customer_id  text                         : Customer ID
--   refunded_on  instant  utc                 : Refunded date (UTC) | Refunded (UTC)
--   country      text                         : Shipping Address Country | Card Address Country
--   arrival      text     never               : Arrival Date (UTC)
--
-- A payment that came in is an order of one line, its whole amount, with no product and no number of
-- units. What of it went back is a return on the day that the file states, else on that of the
-- payment. Test payments, and those that failed, wait or were never captured, are excluded and
-- counted. Beside an export of orders this would count sales twice: it is never chosen by itself.

-- name: _payments
SELECT
    *,
    CASE
        WHEN lower(trim(mode)) IN ('test', 'test mode') THEN 'payment in test mode'
        WHEN lower(trim(status)) IN ('uncaptured', 'requires_capture')
            THEN 'payment that was not captured'
        WHEN
            lower(trim(status)) NOT IN (
                'paid', 'succeeded', 'refunded', 'partially refunded', 'partial refund', 'disputed',
                'early fraud warning'
            )
            THEN 'payment that did not come in'
        WHEN captured IS false THEN 'payment that was not captured'
    END AS aside
FROM rows

-- name: orders
SELECT
    shop_id, payment_id AS order_id, created AS created_at, created AS paid_at, customer_id,
    nullif(lower(trim(email)), '') AS email_norm, upper(currency) AS currency, country,
    CASE
        WHEN refunded >= amount THEN 'refunded'
        WHEN refunded > 0 THEN 'partially_refunded'
        ELSE 'paid'
    END AS financial_status,
    source_file, source_row
FROM _payments
WHERE aside IS NULL

-- name: order_lines
SELECT
    shop_id, payment_id AS order_id, payment_id AS line_id, amount, 'product' AS kind, source_file,
    source_row
FROM _payments
WHERE aside IS NULL

-- name: refunds
SELECT
    shop_id, payment_id || ' refunded' AS refund_id, payment_id AS line_id, payment_id AS order_id,
    refunded_on AS refunded_at, 'product' AS kind, refunded AS subtotal, upper(currency) AS currency,
    source_file, source_row
FROM _payments
WHERE aside IS NULL AND refunded > 0

-- name: excluded
SELECT source_file, source_row, aside AS reason
FROM _payments
WHERE aside IS NOT NULL

-- name: said
SELECT
    source_file || ': ' || format('{:,}', count(*))
    || ' payments are taken as sales, tax and shipping in them: units are unknown and not counted'
        AS sentence
FROM _payments
WHERE aside IS NULL
GROUP BY source_file
ORDER BY sentence
