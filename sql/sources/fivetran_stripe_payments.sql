-- Stripe's charges as a Fivetran pipeline lands them, with the tables of refunds and of the balance.
-- vendor: Stripe
-- export: Fivetran's Stripe connector: copy charge, refund and balance_transaction out of it
-- cannot: sales: a payment is no order
-- cannot: which goods were sold, and which part of a payment is tax or shipping
-- input: charge_rows
--   charge_id    text     key needed         : id
--   synced       instant  utc needed         : _fivetran_synced
--   minor        number   needed reject      : amount
--   returned     number   needed             : amount_refunded
--   currency     text     needed             : currency
--   created      instant  utc needed reject  : created
--   status       text     needed             : status
--   captured     flag     needed             : captured
--   live         flag                        : livemode
--   balance_id   text                        : balance_transaction_id
--   description  text                        : description
--   metadata     text                        : metadata
-- input: refund_rows optional
--   refund_id    text     key needed         : id
--   synced       instant  utc needed         : _fivetran_synced
--   charge_id    text     needed             : charge_id
--   minor        number   needed reject      : amount
--   currency     text     needed             : currency
--   created      instant  utc needed reject  : created
--   status       text     needed             : status
--   receipt      text     needed             : receipt_number
--   dispute      text     never              : is_charge_refundable
-- input: balance_rows optional
--   balance_id   text     key needed         : id
--   synced       instant  utc needed         : _fivetran_synced
--   minor        number   needed reject      : amount
--   fee          number   needed reject      : fee
--   net          number   needed reject      : net
--   currency     text     needed             : currency
--   created      instant  utc needed reject  : created
--   kind         text     needed             : type
--   source       text     needed             : source
--
-- Stamps are in UTC. Amounts are in the smallest unit of their currency, and are made whole. Of
-- several rows of one id the one synced last counts. A charge in test mode is excluded and counted.
-- A charge that is authorised and not captured is an authorization; one that failed or waits stays,
-- by its status. A row of the balance lends its fee where it is in the charge's own currency, and
-- stands for a charge that is in no table. What went back is a reversal: it becomes a refund where
-- its order is in the exports, and no other system states what was refunded of it, so none counts
-- twice. The order is named by the charge's metadata, or as "Order 1001" by its description. Without
-- the table of refunds a charge says how much went back, and not when.

-- name: _units
-- What one smallest unit is worth, where it is no hundredth: Stripe writes UGX and ISK, which have no
-- smaller unit either, in hundredths.
SELECT
    unnest([
        'BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF',
        'XOF', 'XPF'
    ]) AS currency,
    1::DECIMAL(4, 3) AS worth
UNION ALL
SELECT
    unnest(['BHD', 'JOD', 'KWD', 'OMR', 'TND']) AS currency,
    0.001::DECIMAL(4, 3) AS worth

-- name: _charges
WITH
told AS (
    SELECT
        c.* EXCLUDE (currency),
        upper(c.currency) AS currency, coalesce(u.worth, 0.01) AS worth,
        lower(c.status) = 'succeeded' AS is_in,
        CASE WHEN json_valid(c.metadata) THEN c.metadata END AS meta,
        row_number() OVER (
            PARTITION BY c.shop_id, c.charge_id
            ORDER BY c.synced.at DESC NULLS LAST, c.source_file DESC, c.source_row DESC
        ) = 1 AS is_newest
    FROM charge_rows AS c
    LEFT JOIN _units AS u ON upper(c.currency) = u.currency
)
SELECT
    *,
    (minor * worth)::DECIMAL(18, 4) AS amount, (returned * worth)::DECIMAL(18, 4) AS refunded,
    is_in AND coalesce(NOT captured, false) AS is_held,
    coalesce(
        meta ->> '$.order_number', meta ->> '$.order_no', meta ->> '$.order_id', meta ->> '$.order',
        nullif(
            regexp_extract(
                description,
                '(?i)\b(?:order|bestellung|commande|ordine|pedido)\b(?: (?:no|nr|number|id)\b)?'
                || '[ .:]*(#?[a-z0-9-]*[0-9][a-z0-9-]*)',
                1
            ),
            ''
        )
    ) AS named,
    CASE
        WHEN NOT is_newest THEN 'older version of a row: the one synced last counts'
        WHEN NOT live THEN 'in test mode'
    END AS why_not
FROM told

-- name: _refunds
SELECT
    r.* EXCLUDE (currency), upper(r.currency) AS currency, c.named,
    (r.minor * coalesce(u.worth, 0.01))::DECIMAL(18, 4) AS amount,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY r.shop_id, r.refund_id
                ORDER BY r.synced.at DESC NULLS LAST, r.source_file DESC, r.source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN NOT c.live THEN 'in test mode'
    END AS why_not
FROM refund_rows AS r
LEFT JOIN _units AS u ON upper(r.currency) = u.currency
LEFT JOIN _charges AS c ON r.shop_id = c.shop_id AND r.charge_id = c.charge_id AND c.is_newest

-- name: _balance
WITH
told AS (
    SELECT
        b.* EXCLUDE (currency), upper(b.currency) AS currency, lower(b.kind) AS what,
        coalesce(u.worth, 0.01) AS worth,
        row_number() OVER (
            PARTITION BY b.shop_id, b.balance_id
            ORDER BY b.synced.at DESC NULLS LAST, b.source_file DESC, b.source_row DESC
        ) = 1 AS is_newest
    FROM balance_rows AS b
    LEFT JOIN _units AS u ON upper(b.currency) = u.currency
),
refunds_known AS (
    SELECT DISTINCT shop_id, refund_id FROM refund_rows
)
SELECT
    t.shop_id, t.balance_id, t.source AS of_id, t.what, t.currency, t.created,
    (abs(t.minor) * t.worth)::DECIMAL(18, 4) AS amount,
    (t.fee * t.worth)::DECIMAL(18, 4) AS fee, (t.net * t.worth)::DECIMAL(18, 4) AS net,
    c.charge_id IS NOT NULL OR r.refund_id IS NOT NULL AS is_lent,
    CASE
        WHEN NOT t.is_newest THEN 'older version of a row: the one synced last counts'
        WHEN t.what NOT IN ('charge', 'payment', 'refund', 'payment_refund')
            THEN 'row of the balance that is no charge or refund'
        WHEN NOT c.live THEN 'in test mode'
    END AS why_not,
    t.source_file, t.source_row
FROM told AS t
LEFT JOIN _charges AS c ON t.shop_id = c.shop_id AND t.source = c.charge_id AND c.is_newest
LEFT JOIN refunds_known AS r ON t.shop_id = r.shop_id AND t.source = r.refund_id

-- name: payments
SELECT
    c.shop_id, c.charge_id AS txn_id, c.named AS order_no, c.created AS paid_at,
    CASE WHEN c.is_held THEN 'authorization' ELSE 'sale' END AS kind, 'stripe' AS gateway,
    CASE lower(c.status)
        WHEN 'succeeded' THEN 'success' WHEN 'failed' THEN 'failure' ELSE lower(c.status)
    END AS status,
    c.amount, b.fee, b.net, c.currency, c.source_file, c.source_row
FROM _charges AS c
LEFT JOIN _balance AS b
    ON
        c.shop_id = b.shop_id AND c.charge_id = b.of_id AND c.currency = b.currency
        AND b.what IN ('charge', 'payment') AND b.why_not IS NULL
WHERE c.why_not IS NULL
UNION ALL
SELECT
    shop_id, refund_id AS txn_id, named AS order_no, created AS paid_at,
    'reversal' AS kind, 'stripe' AS gateway,
    CASE lower(status)
        WHEN 'succeeded' THEN 'success' WHEN 'failed' THEN 'failure' WHEN 'canceled' THEN 'failure'
        ELSE 'pending'
    END AS status,
    amount, NULL AS fee, NULL AS net, currency, source_file, source_row
FROM _refunds
WHERE why_not IS NULL
UNION ALL
SELECT
    c.shop_id, c.charge_id || ' refunded' AS txn_id, c.named AS order_no, NULL AS paid_at,
    'reversal' AS kind, 'stripe' AS gateway,
    'success' AS status, c.refunded AS amount, NULL AS fee, NULL AS net, c.currency,
    c.source_file, c.source_row
FROM _charges AS c
-- A charge that was only authorised is released in full: nothing came in, so nothing went back.
WHERE
    c.why_not IS NULL AND c.refunded > 0 AND c.is_in AND NOT c.is_held
    AND NOT EXISTS (
        SELECT 1 FROM refund_rows AS r
        WHERE r.shop_id = c.shop_id AND r.charge_id = c.charge_id
    )
UNION ALL
SELECT
    shop_id, of_id AS txn_id, NULL AS order_no, created AS paid_at,
    CASE WHEN what IN ('charge', 'payment') THEN 'sale' ELSE 'reversal' END AS kind,
    'stripe' AS gateway, 'success' AS status, amount, fee, net, currency, source_file, source_row
FROM _balance
WHERE why_not IS NULL AND NOT is_lent

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _charges
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _refunds
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _balance
WHERE why_not IS NOT NULL
