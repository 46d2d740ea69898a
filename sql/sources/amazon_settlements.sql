-- Amazon's settlement reports: what was paid for orders, given back, and taken as fees.
-- vendor: Amazon
-- export: Seller Central > Payments > Reports Repository > Flat File V2, or Flat File
-- cannot: sales, for it pays for orders that the report of all orders states
-- cannot: how many units came back
-- cannot: orders that are not settled yet
-- input: v2
--   settlement     text     needed         : settlement-id
--   total          money    needed         : total-amount
--   currency       text                    : currency
--   transaction    text     needed         : transaction-type
--   order_id       text     needed         : order-id
--   part           text     needed         : amount-type
--   description    text                    : amount-description
--   moved          money    needed reject  : amount
--   posted         instant  needed utc     : posted-date-time
-- input: v2_days
--   settlement     text     needed         : settlement-id
--   total          money    needed         : total-amount
--   currency       text                    : currency
--   transaction    text     needed         : transaction-type
--   order_id       text     needed         : order-id
--   part           text     needed         : amount-type
--   description    text                    : amount-description
--   moved          money    needed reject  : amount
--   posted         instant  utc            : posted-date
--   moment         instant  never          : posted-date-time
-- input: v1
--   settlement     text     needed         : settlement-id
--   total          money    needed         : total-amount
--   currency       text                    : currency
--   transaction    text     needed         : transaction-type
--   order_id       text     needed         : order-id
--   posted         instant  utc            : posted-date
--   price_type     text                    : price-type
--   price          money    needed reject  : price-amount
--   promotion      money    reject         : promotion-amount
--   item_fee_type  text                    : item-related-fee-type
--   item_fee       money    needed reject  : item-related-fee-amount
--   shipment_fee   money    reject         : shipment-fee-amount
--   order_fee      money    reject         : order-fee-amount
--   misc_fee       money    reject         : misc-fee-amount
--   other_fee      money    reject         : other-fee-amount
--   why            text                    : other-fee-reason-description
--   direct         money    reject         : direct-payment-amount
--   other          money    reject         : other-amount
--
-- Where V2 states the moment beside the day, the day is not read: it is written in several ways.
-- The first row of a settlement has its total, its currency and no transaction: it is excluded, and
-- a note says where the other rows do not add up to it. The rows of one order, kind and day are one
-- payment. Its amount is what the buyer paid: prices, their tax and shipping, less promotions. Its
-- fee is what Amazon took of it. Its net is what it changed in the settlement, negative where money
-- left; tax that Amazon withholds to pay it itself is missing there. A refund is all-in, and dated by
-- the day it was posted; where no order of Amazon is in the exports it is a reversal, which is in no
-- returns. What is of no order is a fee (advertising, storage, subscription), a
-- reserve, a payout or an adjustment, as a reimbursement. So all nets add up to the total. Where one
-- settlement stands in both forms, V2 counts.

-- name: _stated
WITH
second_form AS (
    SELECT * FROM v2
    UNION ALL BY NAME
    SELECT * FROM v2_days
)
SELECT
    'v2' AS form, shop_id, source_file, source_row, settlement, total, currency, transaction,
    order_id, posted AS posted_at, coalesce(description, part) AS label,
    regexp_replace(lower(part), '[^a-z]', '', 'g') AS part,
    moved AS net, NULL::DECIMAL(18, 4) AS price, NULL::DECIMAL(18, 4) AS withheld
FROM second_form
UNION ALL BY NAME
SELECT
    'v1' AS form, shop_id, source_file, source_row, settlement, total, currency, transaction,
    order_id, posted AS posted_at, coalesce(why, transaction) AS label, NULL::VARCHAR AS part,
    coalesce(price, 0) + coalesce(promotion, 0) + coalesce(item_fee, 0) + coalesce(shipment_fee, 0)
    + coalesce(order_fee, 0) + coalesce(misc_fee, 0) + coalesce(other_fee, 0) + coalesce(direct, 0)
    + coalesce(other, 0) AS net,
    CASE WHEN regexp_matches(lower(price_type), 'facilitator|withheld') THEN 0 ELSE coalesce(price, 0) END
    + coalesce(promotion, 0) AS price,
    CASE WHEN regexp_matches(lower(price_type), 'facilitator|withheld') THEN coalesce(price, 0) ELSE 0 END
    + CASE
        WHEN regexp_matches(lower(item_fee_type), 'facilitator|withheld') THEN coalesce(item_fee, 0)
        ELSE 0
    END AS withheld
FROM v1

-- name: _rows
WITH
typed AS (
    SELECT
        * EXCLUDE (price, withheld, currency),
        transaction IS NULL AS is_total,
        regexp_replace(lower(transaction), '[^a-z]', '', 'g') AS kind_of_row,
        -- V2 says in one column what an amount is.
        CASE form
            WHEN 'v1' THEN price
            WHEN 'v2' THEN CASE WHEN part IN ('itemprice', 'promotion') THEN net ELSE 0 END
        END AS price,
        CASE form
            WHEN 'v1' THEN withheld
            WHEN 'v2' THEN CASE WHEN contains(part, 'withheldtax') THEN net ELSE 0 END
        END AS withheld,
        max(upper(currency)) OVER (PARTITION BY source_file, settlement) AS currency,
        bool_or(form = 'v2') OVER (PARTITION BY shop_id, settlement) AND form = 'v1' AS is_again
    FROM _stated
)
SELECT
    *,
    CASE
        WHEN kind_of_row = 'order' AND order_id IS NOT NULL THEN 'sale'
        WHEN regexp_matches(kind_of_row, 'refund$') AND order_id IS NOT NULL THEN 'refund'
        WHEN contains(lower(label), 'reserve') THEN 'reserve'
        WHEN kind_of_row = 'transfer' OR regexp_matches(lower(label), 'payable to amazon|successful charge')
            THEN 'payout'
        WHEN
            regexp_matches(kind_of_row || coalesce(part, ''), 'fee|advertising')
            OR regexp_matches(lower(label), '\bfees?$|advertising|storage|subscription')
            THEN 'fee'
        ELSE 'adjustment'
    END AS kind
FROM typed

-- name: payments
WITH
moves AS (
    SELECT
        shop_id, source_file, settlement, kind, currency,
        CASE WHEN kind IN ('sale', 'refund') THEN '' ELSE label END AS label,
        order_id, posted_at."local"::DATE AS day, min(posted_at) AS paid_at, sum(net) AS net,
        sum(price) AS price, sum(withheld) AS withheld, min(source_row) AS source_row
    FROM _rows
    WHERE NOT is_total AND NOT is_again
    GROUP BY ALL
)
SELECT
    shop_id,
    concat_ws(' ', settlement, kind, order_id, nullif(label, ''), day::VARCHAR) AS txn_id,
    order_id, paid_at, CASE WHEN kind = 'refund' THEN 'reversal' ELSE kind END AS kind,
    'amazon' AS gateway, 'success' AS status,
    CASE kind
        WHEN 'sale' THEN price WHEN 'refund' THEN -price WHEN 'fee' THEN 0 ELSE abs(net)
    END AS amount,
    CASE WHEN kind IN ('sale', 'refund', 'fee') THEN price + withheld - net END AS fee,
    net, currency, source_file, source_row
FROM moves

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN is_total THEN 'total of a settlement' ELSE 'settlement that stands in a file of V2 too'
    END AS reason
FROM _rows
WHERE is_total OR is_again

-- name: said
SELECT
    source_file || ': settlement ' || settlement || ' states ' || max(total)::DECIMAL(18, 2)
    || ' and its rows add up to ' || coalesce(sum(net) FILTER (NOT is_total), 0)::DECIMAL(18, 2)
    || ': rows are missing, or were changed' AS sentence
FROM _rows
GROUP BY source_file, settlement
HAVING max(total) <> coalesce(sum(net) FILTER (NOT is_total), 0)
ORDER BY sentence
