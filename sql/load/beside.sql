-- After loading: what of the tables beside orders no question may see.
-- A statement's name is the table that it is about, and what it does: it runs where that is loaded.

-- name: link_fulfillments
-- A parcel that names its order by number, or writes #1001 where the order's file writes 1001.
UPDATE fulfillments SET order_id = found.order_id
FROM (
    SELECT f.source_file, f.source_row, min(o.order_id) AS order_id
    FROM fulfillments AS f
    INNER JOIN orders AS o
        ON
            f.shop_id = o.shop_id
            AND ltrim(coalesce(f.order_no, f.order_id), '#') = ltrim(o.order_no, '#')
    WHERE
        NOT EXISTS (
            SELECT 1 FROM orders AS known
            WHERE known.shop_id = f.shop_id AND known.order_id = f.order_id
        )
    GROUP BY ALL
    HAVING count(DISTINCT o.order_id) = 1
) AS found
WHERE
    fulfillments.source_file = found.source_file AND fulfillments.source_row = found.source_row

-- name: link_checkout_lines
-- A line that states no total of its own has unit price x quantity.
UPDATE checkout_lines SET amount = unit_price * qty
WHERE amount IS NULL

-- name: currency_checkouts
INSERT INTO excluded
SELECT source_file, source_row, 'in another currency than ' || $currency AS reason FROM checkouts
WHERE currency <> $currency

-- name: currency_purchase_orders
-- What goods cost in another currency is not known in this one; when they came is.
UPDATE purchase_orders SET unit_cost = NULL
WHERE currency <> $currency

-- name: later_checkouts
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM checkouts
WHERE created_local >= $as_of

-- name: later_fulfillments
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM fulfillments
WHERE coalesce(created_local, shipped_local, delivered_local) >= $as_of

-- name: later_stock_history
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM stock_history
WHERE day::TIMESTAMP >= $as_of

-- name: later_purchase_orders
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM purchase_orders
WHERE ordered_local >= $as_of

-- name: later_traffic_daily
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM traffic_daily
WHERE day::TIMESTAMP >= $as_of

-- name: lines_of_checkouts
-- The rows of a checkout that is set aside are set aside with it.
INSERT INTO excluded
SELECT l.source_file, l.source_row, min(e.reason) AS reason
FROM checkout_lines AS l
INNER JOIN checkouts AS c ON l.shop_id = c.shop_id AND l.checkout_id = c.checkout_id
INNER JOIN excluded AS e ON c.source_file = e.source_file AND c.source_row = e.source_row
WHERE (l.source_file, l.source_row) <> (c.source_file, c.source_row)
GROUP BY ALL

-- name: unhappen_checkouts
UPDATE checkouts SET
    completed_at = CASE WHEN completed_local < $as_of THEN completed_at END,
    completed_local = CASE WHEN completed_local < $as_of THEN completed_local END,
    completed_day = CASE WHEN completed_local < $as_of THEN completed_day END,
    contacted_at = CASE WHEN contacted_local < $as_of THEN contacted_at END,
    contacted_local = CASE WHEN contacted_local < $as_of THEN contacted_local END,
    contacted_day = CASE WHEN contacted_local < $as_of THEN contacted_day END
WHERE completed_local >= $as_of OR contacted_local >= $as_of

-- name: unhappen_fulfillments
UPDATE fulfillments SET
    shipped_at = CASE WHEN shipped_local < $as_of THEN shipped_at END,
    shipped_local = CASE WHEN shipped_local < $as_of THEN shipped_local END,
    shipped_day = CASE WHEN shipped_local < $as_of THEN shipped_day END,
    delivered_at = CASE WHEN delivered_local < $as_of THEN delivered_at END,
    delivered_local = CASE WHEN delivered_local < $as_of THEN delivered_local END,
    delivered_day = CASE WHEN delivered_local < $as_of THEN delivered_day END
WHERE shipped_local >= $as_of OR delivered_local >= $as_of

-- name: unhappen_purchase_orders
UPDATE purchase_orders SET
    received_qty = NULL,
    received_at = NULL,
    received_local = NULL,
    received_day = NULL
WHERE received_local >= $as_of
