-- After loading: refunds and payments find their orders, and what no question may see is set aside.
-- A statement about payments or refunds says so in its name: where nothing feeds them it is not run.

-- name: worthless
-- Lines that state neither an amount nor a price: said, since they count as 0.
SELECT count(*)
FROM order_lines
WHERE amount IS NULL

-- name: amounts
UPDATE order_lines SET amount = 0
WHERE amount IS NULL

-- name: gift_cards
UPDATE order_lines SET kind = 'gift_card' FROM products AS p
WHERE
    order_lines.shop_id = p.shop_id AND order_lines.sku = p.sku AND p.is_gift_card
    AND order_lines.kind = 'product'

-- name: link_payments
UPDATE payments SET order_id = found.order_id
FROM (
    SELECT p.source_file, p.source_row, min(o.order_id) AS order_id
    FROM payments AS p
    INNER JOIN orders AS o
        ON
            p.shop_id = o.shop_id AND p.order_no = o.order_no
            AND ($any_currency OR coalesce(p.currency = o.currency, true))
    WHERE p.order_id IS NULL
    GROUP BY ALL
    HAVING count(DISTINCT o.order_id) = 1
) AS found
WHERE payments.source_file = found.source_file AND payments.source_row = found.source_row

-- name: link_payments_loosely
-- One export writes #1001 and the other 1001: the same order, where only one bears the name.
UPDATE payments SET order_id = found.order_id
FROM (
    SELECT p.source_file, p.source_row, min(o.order_id) AS order_id
    FROM payments AS p
    INNER JOIN orders AS o
        ON
            p.shop_id = o.shop_id AND ltrim(p.order_no, '#') = ltrim(o.order_no, '#')
            AND ($any_currency OR coalesce(p.currency = o.currency, true))
    WHERE p.order_id IS NULL
    GROUP BY ALL
    HAVING count(DISTINCT o.order_id) = 1
) AS found
WHERE payments.source_file = found.source_file AND payments.source_row = found.source_row

-- name: link_refunds
UPDATE refunds SET order_id = found.order_id
FROM (
    SELECT r.source_file, r.source_row, min(o.order_id) AS order_id
    FROM refunds AS r
    INNER JOIN orders AS o ON r.shop_id = o.shop_id AND r.order_no = o.order_no
    WHERE r.order_id IS NULL
    GROUP BY ALL
    HAVING count(DISTINCT o.order_id) = 1
) AS found
WHERE refunds.source_file = found.source_file AND refunds.source_row = found.source_row

-- name: link_refunds_loosely
UPDATE refunds SET order_id = found.order_id
FROM (
    SELECT r.source_file, r.source_row, min(o.order_id) AS order_id
    FROM refunds AS r
    INNER JOIN orders AS o
        ON r.shop_id = o.shop_id AND ltrim(r.order_no, '#') = ltrim(o.order_no, '#')
    WHERE r.order_id IS NULL
    GROUP BY ALL
    HAVING count(DISTINCT o.order_id) = 1
) AS found
WHERE refunds.source_file = found.source_file AND refunds.source_row = found.source_row

-- name: own_reversed_payments
-- What a payment gave back is a refund of the shop where its order is known, or where orders are of
-- the same system: who takes the money may take it for others too.
UPDATE payments SET kind = 'refund'
WHERE
    kind = 'reversal' AND order_id IS NOT NULL
    AND EXISTS (
        SELECT 1 FROM orders AS o
        WHERE
            o.shop_id = payments.shop_id
            AND (o.order_id = payments.order_id OR contains(o.source, payments.gateway))
    )

-- name: reversed_payments
SELECT count(*)
FROM payments
WHERE
    kind = 'reversal' AND coalesce(status, 'success') = 'success'
    AND EXISTS (SELECT 1 FROM orders)

-- name: find_second_payments
-- Refunds that two systems state, as the shop and who took the money: of each order one account is
-- believed, the one that gives back more.
CREATE OR REPLACE TEMP TABLE second_accounts AS
WITH
accounts AS (
    SELECT
        shop_id, coalesce(order_id, ltrim(order_no, '#')) AS of_order, source, sum(amount) AS amount
    FROM payments
    WHERE kind = 'refund' AND coalesce(status, 'success') = 'success'
    GROUP BY ALL
)
SELECT shop_id, of_order, source
FROM accounts
WHERE of_order IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY shop_id, of_order ORDER BY amount DESC, source) > 1

-- name: count_second_payments
SELECT count(*) FROM second_accounts

-- name: reverse_second_payments
-- The other account stays as it is, under a kind that no sum of returns holds.
UPDATE payments SET kind = 'reversal' FROM second_accounts AS s
WHERE
    payments.kind = 'refund' AND payments.shop_id = s.shop_id AND payments.source = s.source
    AND coalesce(payments.order_id, ltrim(payments.order_no, '#')) = s.of_order

-- name: dropped_orders
CREATE OR REPLACE TEMP TABLE dropped (shop_id VARCHAR, order_id VARCHAR, reason VARCHAR)

-- name: drop_test
INSERT INTO dropped SELECT shop_id, order_id, 'test order' AS reason FROM orders
WHERE is_test

-- name: drop_voided
-- Authorised, never captured: no sale happened.
INSERT INTO dropped
SELECT shop_id, order_id, 'voided order' AS reason FROM orders
WHERE financial_status = 'voided' AND NOT coalesce(is_test, false)

-- name: drop_later
INSERT INTO dropped
SELECT shop_id, order_id, 'stamped at or after as-of' AS reason FROM orders
WHERE coalesce(processed_local, created_local) >= $as_of

-- name: drop_currency
INSERT INTO dropped
SELECT shop_id, order_id, 'in another currency than ' || $currency AS reason FROM orders
WHERE currency <> $currency AND NOT coalesce(is_test, false)
UNION ALL
SELECT shop_id, order_id, 'in no stated currency' AS reason FROM orders
WHERE currency IS NULL AND NOT coalesce(is_test, false)

-- name: exclude_dropped_lines
INSERT INTO excluded
SELECT l.source_file, l.source_row, min(d.reason) AS reason
FROM order_lines AS l
INNER JOIN dropped AS d ON l.shop_id = d.shop_id AND l.order_id = d.order_id
GROUP BY ALL

-- name: exclude_dropped_orders
-- An order's own row, unless one of its lines already stands for it.
INSERT INTO excluded
SELECT o.source_file, o.source_row, min(d.reason) AS reason
FROM orders AS o
INNER JOIN dropped AS d ON o.shop_id = d.shop_id AND o.order_id = d.order_id
WHERE
    NOT EXISTS (
        SELECT 1 FROM excluded AS e
        WHERE e.source_file = o.source_file AND e.source_row = o.source_row
    )
GROUP BY ALL

-- name: exclude_orphan_lines
-- The order's own row was rejected, or stands in no file: without it the line has no day.
INSERT INTO excluded
SELECT l.source_file, l.source_row, 'line without its order' AS reason
FROM order_lines AS l
WHERE
    l.ordered_local IS NULL
    AND EXISTS (SELECT 1 FROM orders)
    AND NOT EXISTS (
        SELECT 1 FROM orders AS o
        WHERE l.shop_id = o.shop_id AND l.order_id = o.order_id
    )

-- name: exclude_dropped_payments
INSERT INTO excluded
SELECT p.source_file, p.source_row, 'payment of an excluded order' AS reason
FROM payments AS p
INNER JOIN dropped AS d ON p.shop_id = d.shop_id AND p.order_id = d.order_id
GROUP BY ALL

-- name: other_currency_payments
INSERT INTO excluded
SELECT source_file, source_row, 'in another currency than ' || $currency AS reason FROM payments
WHERE currency <> $currency AND order_id IS NULL

-- name: exclude_later_payments
INSERT INTO excluded
SELECT p.source_file, p.source_row, 'stamped at or after as-of' AS reason
FROM payments AS p
WHERE
    p.paid_local >= $as_of
    AND NOT EXISTS (
        SELECT 1 FROM dropped AS d
        WHERE p.shop_id = d.shop_id AND p.order_id = d.order_id
    )

-- name: exclude_dropped_refunds
INSERT INTO excluded
SELECT r.source_file, r.source_row, 'refund of an excluded order' AS reason
FROM refunds AS r
INNER JOIN dropped AS d ON r.shop_id = d.shop_id AND r.order_id = d.order_id
GROUP BY ALL

-- name: exclude_later_refunds
INSERT INTO excluded
SELECT r.source_file, r.source_row, 'stamped at or after as-of' AS reason
FROM refunds AS r
WHERE
    r.refunded_local >= $as_of
    AND NOT EXISTS (
        SELECT 1 FROM dropped AS d
        WHERE r.shop_id = d.shop_id AND r.order_id = d.order_id
    )

-- name: undated_totals
-- A refund with a date of its own is the one that counts, also while it lies ahead of as-of: the
-- order's undated total must not stand in for it.
UPDATE orders SET refunded_total = NULL
WHERE
    EXISTS (
        SELECT 1 FROM payments AS p
        WHERE
            p.shop_id = orders.shop_id AND p.order_id = orders.order_id AND p.kind = 'refund'
            AND coalesce(p.status, 'success') = 'success' AND p.paid_local >= $as_of
    )
    OR EXISTS (
        SELECT 1 FROM refunds AS r
        WHERE
            r.shop_id = orders.shop_id AND r.order_id = orders.order_id
            AND r.refunded_local >= $as_of
    )

-- name: other_currency_refunds
INSERT INTO excluded
SELECT source_file, source_row, 'in another currency than ' || $currency AS reason FROM refunds
WHERE currency <> $currency

-- name: unlinked_refunds
-- Under a filter on orders, a refund that names no order cannot be told to belong.
INSERT INTO excluded
SELECT r.source_file, r.source_row, 'refund without an order, under --where' AS reason
FROM refunds AS r
WHERE
    NOT EXISTS (
        SELECT 1 FROM orders AS o
        WHERE o.shop_id = r.shop_id AND o.order_id = r.order_id
    )

-- name: unlinked_payments
INSERT INTO excluded
SELECT p.source_file, p.source_row, 'refund without an order, under --where' AS reason
FROM payments AS p
WHERE
    p.kind = 'refund'
    AND NOT EXISTS (
        SELECT 1 FROM orders AS o
        WHERE o.shop_id = p.shop_id AND o.order_id = p.order_id
    )

-- name: delete_orders
DELETE FROM orders AS o USING dropped AS d
WHERE o.shop_id = d.shop_id AND o.order_id = d.order_id

-- name: delete_lines
DELETE FROM order_lines AS l USING dropped AS d
WHERE l.shop_id = d.shop_id AND l.order_id = d.order_id

-- name: delete_orphan_lines
DELETE FROM order_lines USING excluded AS e
WHERE
    order_lines.source_file = e.source_file AND order_lines.source_row = e.source_row
    AND e.reason = 'line without its order'

-- name: delete_payments
DELETE FROM payments USING excluded AS e
WHERE payments.source_file = e.source_file AND payments.source_row = e.source_row

-- name: delete_refunds
DELETE FROM refunds USING excluded AS e
WHERE refunds.source_file = e.source_file AND refunds.source_row = e.source_row

-- name: unhappen
-- What happened at or after as-of had not happened yet; words such as a status have no date.
UPDATE orders SET
    cancelled_at = CASE WHEN cancelled_local < $as_of THEN cancelled_at END,
    cancelled_local = CASE WHEN cancelled_local < $as_of THEN cancelled_local END,
    cancelled_day = CASE WHEN cancelled_local < $as_of THEN cancelled_day END,
    paid_at = CASE WHEN paid_local < $as_of THEN paid_at END,
    paid_local = CASE WHEN paid_local < $as_of THEN paid_local END,
    paid_day = CASE WHEN paid_local < $as_of THEN paid_day END,
    fulfilled_at = CASE WHEN fulfilled_local < $as_of THEN fulfilled_at END,
    fulfilled_local = CASE WHEN fulfilled_local < $as_of THEN fulfilled_local END,
    fulfilled_day = CASE WHEN fulfilled_local < $as_of THEN fulfilled_day END
WHERE cancelled_local >= $as_of OR paid_local >= $as_of OR fulfilled_local >= $as_of
