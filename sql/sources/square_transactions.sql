-- Square's transactions (Dashboard > Payments > Transactions), one row a sale or refund.
-- vendor: Square
-- export: Transactions > Export > Transactions CSV
-- cannot: which items were sold and how many: the items detail says them, and counts beside it
-- cannot: a customer's e-mail; a currency: say it under [sales]
-- input: rows
--   day          instant  needed reject   : Date
--   clock        text     needed          : Time
--   zone         text                     : Time Zone
--   gross        money    needed reject   : Gross Sales
--   discount     money    reject          : Discounts
--   net          money    needed reject   : Net Sales
--   gift_cards   money    reject          : Gift Card Sales
--   tax          money    reject          : Tax
--   tip          money    reject          : Tip
--   collected    money    needed reject   : Total Collected
--   order_id     text     key needed      : Transaction ID
--   event        text                     : Event Type
--   location     text                     : Location
--   customer_id  text                     : Customer ID
--   channel      text                     : Channel | Source
--   reason       text                     : Refund Reason
--   status       text                     : Transaction Status
--   item         text     never           : Item | Qty
--
-- Square's rule: net sales are gross sales, with service charges, less discounts and less refunds of
-- items, on their own day, without tax, tips and sales of gift cards. A refund of an amount (Partial
-- Refunds) is no refund of items: it lowers what was collected, and not net sales. A sale is one line
-- without a product. Where the items detail of the same transactions stands beside it, its items
-- count in place of that line. A sale that was voided, cancelled or failed is excluded.

-- name: _events
SELECT
    * EXCLUDE (gross, discount, net, gift_cards, tax, tip, collected),
    CASE WHEN day IS NOT NULL THEN { 'at': day.at + since, 'local': day."local" + since } END
        AS happened,
    coalesce(lower(trim(event)) = 'refund' OR collected < 0 OR net < 0, false) AS is_refund,
    coalesce(
        regexp_matches(lower(trim(status)), '^(void|cancel|fail|declin)'), false
    ) AS is_void,
    abs(net) AS net, abs(coalesce(gift_cards, 0)) AS gift_cards, abs(coalesce(tax, 0)) AS tax,
    abs(coalesce(tip, 0)) AS tip, abs(collected) AS collected,
    -- Service charges are in net sales, and not in gross sales as the file has them.
    abs(coalesce(discount, net - gross, 0)) AS discount
FROM (
    SELECT
        *,
        coalesce(
            try_strptime(trim(clock), ['%H:%M:%S', '%H:%M', '%I:%M:%S %p', '%I:%M %p'])
            - TIMESTAMP '1900-01-01',
            INTERVAL 0 SECOND
        ) AS since
    FROM rows
) AS clocked

-- name: _sold
-- A refund names its sale where its transaction is one.
SELECT DISTINCT shop_id, order_id AS sale_id
FROM _events
WHERE NOT is_refund AND NOT is_void

-- name: orders
SELECT
    shop_id, order_id, min(happened) AS created_at, max(customer_id) AS customer_id,
    max(location) AS location, max(channel) AS channel, 'paid' AS financial_status,
    sum(net + gift_cards) AS subtotal, sum(tax) AS tax, sum(tip) AS tip,
    sum(net + gift_cards + tax + tip) AS total, false AS is_test, source_file,
    min(source_row) AS source_row
FROM _events
WHERE NOT is_refund AND NOT is_void
GROUP BY ALL

-- name: order_lines
SELECT
    shop_id, order_id, source_file || '#' || source_row AS line_id, net + discount AS amount,
    discount AS line_discount, tax, 'product' AS kind, source_file, source_row
FROM _events
WHERE NOT is_refund AND NOT is_void AND (net <> 0 OR discount <> 0 OR gift_cards = 0)
UNION ALL
SELECT
    shop_id, order_id, source_file || '#' || source_row || ' gift cards' AS line_id,
    gift_cards AS amount, 0 AS line_discount, NULL AS tax, 'gift_card' AS kind, source_file,
    source_row
FROM _events
WHERE NOT is_refund AND NOT is_void AND gift_cards <> 0

-- name: refunds
-- The rest of a refund is tips, and amounts given back without an item.
WITH
given_back AS (
    SELECT
        *, concat_ws(' ', order_id, 'refund', (happened."local")::DATE::VARCHAR) AS refund_id,
        collected - net - tax AS rest
    FROM _events
    WHERE is_refund AND NOT is_void
)
SELECT
    g.shop_id, g.refund_id, s.sale_id AS order_id, g.source_file || '#' || g.source_row AS line_id,
    g.happened AS refunded_at, NULL AS title, 'product' AS kind, g.net AS subtotal, g.tax,
    g.customer_id, g.reason, g.source_file, g.source_row
FROM given_back AS g
LEFT JOIN _sold AS s ON g.shop_id = s.shop_id AND g.order_id = s.sale_id
WHERE g.net <> 0 OR g.tax <> 0
UNION ALL
SELECT
    g.shop_id, g.refund_id, s.sale_id AS order_id,
    g.source_file || '#' || g.source_row || ' rest' AS line_id, g.happened AS refunded_at,
    'Refund of an amount' AS title, 'service' AS kind, g.rest AS subtotal, NULL AS tax, g.customer_id,
    g.reason, g.source_file, g.source_row
FROM given_back AS g
LEFT JOIN _sold AS s ON g.shop_id = s.shop_id AND g.order_id = s.sale_id
WHERE g.rest > 0 OR (g.net = 0 AND g.tax = 0)

-- name: excluded
SELECT source_file, source_row, 'voided, cancelled or failed: no sale' AS reason
FROM _events
WHERE is_void

-- name: said
SELECT
    source_file || ': sales are told by transaction: where no items detail stands beside it, units are '
    || 'unknown and not counted' AS sentence
FROM _events
GROUP BY source_file
UNION ALL
SELECT
    source_file || ': days and times are on ' || count(DISTINCT zone) || ' clocks ('
    || string_agg(DISTINCT zone, ', ' ORDER BY zone) || '): each row counts on the day of its own'
FROM _events
GROUP BY source_file
HAVING count(DISTINCT zone) > 1
ORDER BY sentence
