-- The order export of WebToffee and its like for WooCommerce, one row an order, its items in columns.
-- vendor: WooCommerce
-- export: WebToffee Import Export > Export > Order (plugin), as CSV
-- cannot: items beyond the 25th of an order by name: they are one line without a product
-- cannot: what goods cost
-- unverified: date | line_items | refunded_total
-- input: rows
--   order_id        text   key needed              : order_id
--   order_no        text                           : order_number
--   ordered         instant needed reject          : order_date | date
--   status          text   needed                  : status
--   paid_text       text                           : paid_date
--   email           text                           : customer_email
--   bill_email      text                           : billing_email
--   phone           text                           : billing_phone
--   customer        text                           : customer_user | customer_id
--   currency        text                           : order_currency
--   ship_country    text                           : shipping_country
--   bill_country    text                           : billing_country
--   ship_region     text                           : shipping_state
--   bill_region     text                           : billing_state
--   shipping        money                 reject   : shipping_total
--   shipping_tax    money  one-of:woo     reject   : shipping_tax_total
--   fee             money  one-of:woo     reject   : fee_total
--   tax             money                 reject   : tax_total
--   discount        money                 reject   : discount_total | cart_discount
--   cart_discount   money  one-of:woo     reject   : cart_discount
--   subtotal        money  one-of:money   reject   : order_subtotal
--   total           money  one-of:money   reject   : order_total
--   refunded        money                 reject   : refunded_total
--   refund_items    text                           : refund_items
--   coupons         text                           : coupon_items
--   import_key      text   one-of:woo              : wt_import_key
--   first_name      text   one-of:woo              : Product Item 1 Name
--   all_items       text   one-of:woo              : line_items
--   item_name       text                           : item_name
--   item_sku        text                           : item_sku
--   item_product    text                           : item_product_id
--   item_qty        number                reject   : item_quantity
--   item_gross      money                 reject   : item_subtotal
--   item_net        money  one-of:woo     reject   : item_total
--   item_1          text   one-of:woo           : line_item_1
--   item_2          text                         : line_item_2
--   item_3          text                         : line_item_3
--   item_4          text                         : line_item_4
--   item_5          text                         : line_item_5
--   item_6          text                         : line_item_6
--   item_7          text                         : line_item_7
--   item_8          text                         : line_item_8
--   item_9          text                         : line_item_9
--   item_10         text                         : line_item_10
--   item_11         text                         : line_item_11
--   item_12         text                         : line_item_12
--   item_13         text                         : line_item_13
--   item_14         text                         : line_item_14
--   item_15         text                         : line_item_15
--   item_16         text                         : line_item_16
--   item_17         text                         : line_item_17
--   item_18         text                         : line_item_18
--   item_19         text                         : line_item_19
--   item_20         text                         : line_item_20
--   item_21         text                         : line_item_21
--   item_22         text                         : line_item_22
--   item_23         text                         : line_item_23
--   item_24         text                         : line_item_24
--   item_25         text                         : line_item_25
--
-- WooCommerce's rule: net sales are gross sales less coupons and less returns, without tax and
-- shipping; orders that are pending payment, failed or cancelled are in none. So a pending or failed
-- one and a draft are excluded, and a cancelled one is taken back on its day. An item is written
-- name:Mug|product_id:7|sku:MUG|quantity:2|total:18.00|sub_total:20.00, the total after coupons and
-- without tax; where each item has a row of its own, the order stands on all of its rows. An order
-- without items is one line: its total less tax, shipping and fees. What was given back counts on the
-- days that refund_items states, else on the order's day. Those days are in UTC, the order's are the
-- shop's: without a zone a refund late in the day may fall on its neighbour.

-- name: _rows
SELECT
    * EXCLUDE (coupons, order_id),
    -- The number is what other exports know the order by.
    coalesce(order_no, order_id) AS order_id,
    item_name IS NOT NULL OR item_sku IS NOT NULL OR item_net IS NOT NULL AS is_item,
    row_number() OVER (
        PARTITION BY shop_id, source_file, coalesce(order_no, order_id) ORDER BY source_row
    ) = 1 AS is_head,
    -- Some versions write the offset of the shop's clock behind it, on which it stands all the same.
    try_cast(regexp_extract(paid_text, '^[0-9-]+[ T][0-9:]+') AS TIMESTAMP) AS paid_wall,
    regexp_extract(coupons, 'code:\s*([^|;]*)', 1) AS coupons,
    coalesce(
        subtotal - abs(discount),
        total - coalesce(tax, 0) - coalesce(shipping, 0) - coalesce(fee, 0)
    ) AS goods,
    CASE lower(regexp_replace(trim(status), '^wc-', ''))
        WHEN 'canceled' THEN 'cancelled'
        ELSE lower(regexp_replace(trim(status), '^wc-', ''))
    END AS state,
    CASE
        WHEN
            lower(regexp_replace(trim(status), '^wc-', ''))
            IN ('failed', 'checkout-draft', 'auto-draft', 'draft', 'trash')
            THEN 'failed payment or draft: no sale'
        WHEN lower(regexp_replace(trim(status), '^wc-', '')) IN ('pending', 'pending payment')
            THEN 'pending payment: WooCommerce counts it in no sales'
    END AS aside
FROM rows

-- name: _items
WITH
cells AS (
    SELECT
        shop_id, source_file, source_row, order_id,
        unnest(
            list_concat(
                [
                    item_1, item_2, item_3, item_4, item_5, item_6, item_7, item_8, item_9, item_10,
                    item_11, item_12, item_13, item_14, item_15, item_16, item_17, item_18, item_19,
                    item_20, item_21, item_22, item_23, item_24, item_25
                ],
                string_split(
                    regexp_replace(all_items, ';\s*(id|name):', chr(31) || '\1:', 'g'), chr(31)
                )
            )
        ) AS cell
    FROM _rows
    WHERE aside IS NULL AND is_head
),
parted AS (
    SELECT
        shop_id, source_file, source_row, order_id,
        regexp_extract(cell, '(?:^|\|)name:(.*?)(?:\|(?:product_id|sku|quantity|total):|$)', 1) AS title,
        regexp_extract(cell, '(?:^|\|)product_id:([^|]*)', 1) AS product_id,
        regexp_extract(cell, '(?:^|\|)sku:([^|]*)', 1) AS sku,
        try_cast(regexp_extract(cell, '(?:^|\|)quantity:([^|]*)', 1) AS DECIMAL(18, 3)) AS qty,
        try_cast(regexp_extract(cell, '(?:^|\|)total:([^|]*)', 1) AS DECIMAL(18, 4)) AS net,
        try_cast(regexp_extract(cell, '(?:^|\|)sub_?total:([^|]*)', 1) AS DECIMAL(18, 4)) AS gross
    FROM cells
    WHERE trim(cell) <> ''
    UNION ALL BY NAME
    SELECT
        shop_id, source_file, source_row, order_id, item_name AS title, item_product AS product_id,
        item_sku AS sku, item_qty AS qty, item_net AS net, item_gross AS gross
    FROM _rows
    WHERE aside IS NULL AND is_item
)
SELECT
    * EXCLUDE (title, sku, product_id), row_number() OVER (PARTITION BY source_file, source_row) AS nth,
    nullif(trim(title), '') AS title, nullif(trim(sku), '') AS sku,
    nullif(trim(product_id), '') AS product_id
FROM parted
WHERE net IS NOT NULL OR gross IS NOT NULL

-- name: _refunds
WITH
cells AS (
    SELECT
        shop_id, source_file, source_row, order_id, ordered, currency,
        unnest(string_split(refund_items, ';')) AS cell
    FROM _rows
    WHERE aside IS NULL AND is_head
)
SELECT
    shop_id, source_file, source_row, order_id, ordered, currency,
    abs(try_cast(regexp_extract(cell, '(?:^|\|)amount:([^|]*)', 1) AS DECIMAL(18, 4))) AS amount,
    try_cast(trim(regexp_extract(cell, '(?:^|\|)date:([^|]*)', 1)) AS TIMESTAMP) AS happened
FROM cells
WHERE regexp_matches(cell, '(^|\|)amount:-?[0-9.]*[1-9]')

-- name: _given_back
SELECT source_file, source_row, sum(amount) AS amount, bool_and(happened IS NOT NULL) AS dated
FROM _refunds
GROUP BY ALL

-- name: orders
-- The last that the file knows of it, so that beside the report of Analytics it is the one that counts.
SELECT
    o.shop_id, o.order_id, o.order_id AS order_no, o.ordered AS created_at,
    CASE
        WHEN o.paid_wall IS NOT NULL
            THEN
                {
                    'at': o.paid_wall + (o.ordered.at - o.ordered."local"), 'local': o.paid_wall
                }
    END AS paid_at,
    o.ordered AS updated_at, CASE WHEN o.state = 'cancelled' THEN o.ordered END AS cancelled_at,
    nullif(trim(o.customer), '0') AS customer_id,
    nullif(lower(trim(coalesce(o.email, o.bill_email))), '') AS email_norm,
    CASE
        WHEN length(regexp_replace(o.phone, '\D', '', 'g')) >= 7
            THEN
                CASE WHEN regexp_matches(o.phone, '^\W*\+') THEN '+' ELSE '' END
                || regexp_replace(o.phone, '\D', '', 'g')
    END AS phone_norm,
    CASE o.state
        WHEN 'completed' THEN 'paid' WHEN 'processing' THEN 'paid' WHEN 'on-hold' THEN 'pending'
        ELSE o.state
    END AS financial_status,
    CASE o.state WHEN 'completed' THEN 'fulfilled' WHEN 'processing' THEN 'unfulfilled' END
        AS fulfillment_status,
    upper(trim(o.currency)) AS currency, o.shipping, o.tax, o.total,
    CASE
        WHEN r.dated THEN NULL
        WHEN r.amount > 0 THEN r.amount
        WHEN o.refunded <> 0 THEN abs(o.refunded)
        WHEN o.state = 'refunded'
            THEN coalesce(
                o.total, o.goods + coalesce(o.shipping, 0) + coalesce(o.tax, 0) + coalesce(o.fee, 0)
            )
    END AS refunded_total,
    nullif(o.coupons, '') AS discount_codes, coalesce(o.ship_country, o.bill_country) AS country,
    coalesce(o.ship_region, o.bill_region) AS region, false AS is_test, o.source_file, o.source_row
FROM _rows AS o
LEFT JOIN _given_back AS r ON o.source_file = r.source_file AND o.source_row = r.source_row
WHERE o.aside IS NULL AND o.is_head

-- name: _listed
SELECT
    source_file, order_id, sum(coalesce(gross, net)) AS gross,
    sum(coalesce(gross - net, 0)) AS taken_off
FROM _items
GROUP BY ALL

-- name: order_lines
SELECT
    shop_id, order_id, concat_ws('#', source_file, source_row, CASE WHEN nth > 1 THEN nth END) AS line_id,
    sku, product_id, title, qty, coalesce(gross, net) AS amount,
    coalesce(gross - net, 0) AS line_discount, 'product' AS kind, source_file, source_row
FROM _items
UNION ALL
-- What the items do not come to: all of an order that lists none, or those past the last column.
SELECT
    o.shop_id, o.order_id, concat_ws('#', o.source_file, o.source_row, 'rest') AS line_id, NULL AS sku,
    NULL AS product_id, NULL AS title, NULL AS qty,
    o.goods + coalesce(abs(o.discount), 0) - coalesce(i.gross, 0) AS amount,
    coalesce(abs(o.discount), 0) - coalesce(i.taken_off, 0) AS line_discount, 'product' AS kind,
    o.source_file, o.source_row
FROM _rows AS o
LEFT JOIN _listed AS i ON o.source_file = i.source_file AND o.order_id = i.order_id
WHERE
    o.aside IS NULL AND o.is_head
    AND (i.order_id IS NULL OR (o.item_25 <> '' AND abs(o.goods - i.gross + i.taken_off) >= 0.015))
UNION ALL
SELECT
    shop_id, order_id, concat_ws('#', source_file, source_row, 'fee') AS line_id, NULL AS sku,
    NULL AS product_id, 'Fee' AS title, NULL AS qty, fee AS amount, NULL AS line_discount,
    'service' AS kind, source_file, source_row
FROM _rows
WHERE aside IS NULL AND is_head AND fee <> 0

-- name: payments
SELECT
    r.shop_id, concat_ws(' ', r.order_id, 'refund', r.happened::VARCHAR) AS txn_id, r.order_id,
    {
        'at': r.happened, 'local': r.happened + (r.ordered."local" - r.ordered.at)
    } AS paid_at,
    'refund' AS kind, 'success' AS status, r.amount, upper(trim(r.currency)) AS currency,
    r.source_file, r.source_row
FROM _refunds AS r
INNER JOIN _given_back AS g ON r.source_file = g.source_file AND r.source_row = g.source_row
WHERE g.dated

-- name: excluded
SELECT source_file, source_row, coalesce(aside, 'the order again, without an item') AS reason
FROM _rows
WHERE aside IS NOT NULL OR NOT (is_head OR is_item)

-- name: said
SELECT
    source_file || ': ' || format('{:,}', count(*)) || ' orders have the status ' || state
    || ', which WooCommerce itself has not: they count' AS sentence
FROM _rows
WHERE
    aside IS NULL AND is_head
    AND state NOT IN ('completed', 'processing', 'on-hold', 'refunded', 'cancelled')
GROUP BY source_file, state
UNION ALL
SELECT
    o.source_file || ': ' || format('{:,}', count(*))
    || ' orders list no items: their units are unknown and not counted'
FROM _rows AS o
LEFT JOIN _listed AS i ON o.source_file = i.source_file AND o.order_id = i.order_id
WHERE o.aside IS NULL AND o.is_head AND i.order_id IS NULL
GROUP BY o.source_file
ORDER BY sentence
