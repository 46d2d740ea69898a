-- Shopify's orders as a Fivetran pipeline lands them: order, order_line, and the tables of their refunds.
-- vendor: Shopify
-- export: Fivetran's Shopify connector: copy its order tables out of the warehouse
-- cannot: the names of locations, which are another table: an order's location is its id
-- cannot: when an order was paid in full
-- cannot: what a refund gave back beside its lines, where order_adjustment is left out
-- input: order_rows
--   order_id            text     key needed         : id
--   synced              instant  utc needed         : _fivetran_synced
--   financial_status    text     needed             : financial_status | display_financial_status
--   total               money    needed reject      : total_price | total_price_set_shop_amount
--   created             instant  utc needed reject  : created_at
--   deleted             flag                        : _fivetran_deleted
--   processed           instant  utc                : processed_at
--   updated             instant  utc                : updated_at
--   cancelled           instant  utc                : cancelled_at
--   order_no            text                        : name
--   email               text                        : email
--   phone               text                        : phone
--   billing_phone       text                        : billing_address_phone
--   shipping_phone      text                        : shipping_address_phone
--   customer_id         text                        : customer_id
--   fulfillment_status  text                        : fulfillment_status | display_fulfillment_status
--   currency            text                        : currency | currency_code
--   subtotal            money    reject             : subtotal_price | subtotal_price_set_shop_amount
--   lines_total         money    reject             : total_line_items_price
--   discounts           money    reject             : total_discounts | total_discounts_set_shop_amount
--   tax                 money    reject             : total_tax | total_tax_set_shop_amount
--   tip                 money                       : total_tip_received | total_tip_received_set_shop_amount
--   shipping            money    reject             : total_shipping_price_set_shop_amount
--   shipping_set        text                        : total_shipping_price_set
--   duties_set          text                        : original_total_duties_set
--   channel             text                        : source_name
--   location            text                        : location_id
--   billing_country     text                        : billing_address_country_code | billing_address_country
--   shipping_country    text                        : shipping_address_country_code | shipping_address_country
--   billing_region      text                        : billing_address_province
--   shipping_region     text                        : shipping_address_province
--   checkout_id         text                        : checkout_id
--   is_test             flag                        : test
-- input: line_rows optional
--   line_id             text     key needed         : id
--   order_id            text     key needed         : order_id
--   synced              instant  utc needed         : _fivetran_synced
--   quantity            number   needed reject      : quantity
--   price               money    needed reject      : price | original_unit_price_set_shop_amount
--   title               text     one-of:title       : name
--   plain_title         text     one-of:title       : title
--   deleted             flag                        : _fivetran_deleted
--   sku                 text                        : sku
--   product_id          text                        : product_id
--   vendor              text                        : vendor
--   amount              money    reject             : original_total_set_shop_amount
--   discount            money    reject             : total_discount | total_discount_set_shop_amount
--   gift_card           flag                        : gift_card | is_gift_card
--   requires_shipping   flag                        : requires_shipping
--   status              text                        : fulfillment_status
-- input: refund_rows optional
--   refund_id           text     key needed         : id
--   order_id            text     needed             : order_id
--   synced              instant  utc needed         : _fivetran_synced
--   created             instant  utc needed         : created_at
--   note                text     one-of:refund      : note
--   restock             flag     one-of:refund      : restock
--   total               money    one-of:refund      : total_refunded_set_shop_amount
--   processed           instant  utc                : processed_at
--   deleted             flag                        : _fivetran_deleted
--   kind                text     never              : kind
--   status              text     never              : status
--   name                text     never              : name
-- input: returned_rows optional
--   returned_id         text     key needed         : id
--   refund_id           text     key needed         : refund_id
--   line_id             text     needed             : order_line_id
--   synced              instant  utc needed         : _fivetran_synced
--   quantity            number   needed reject      : quantity
--   subtotal            money    needed reject      : subtotal | subtotal_set_shop_amount
--   deleted             flag                        : _fivetran_deleted
--   tax                 money    reject             : total_tax | total_tax_set_shop_amount
--   currency            text                        : subtotal_set_shop_currency_code
--   subtotal_set        text                        : subtotal_set
--   restock             text                        : restock_type
-- input: adjustment_rows optional
--   adjustment_id       text     key needed         : id
--   refund_id           text     key needed         : refund_id
--   synced              instant  utc needed         : _fivetran_synced
--   amount              money    needed reject      : amount | amount_set_shop_amount
--   tax                 money    needed reject      : tax_amount | tax_amount_set_shop_amount
--   reason              text     needed             : reason
--   order_id            text                        : order_id
--   kind                text                        : kind
--   deleted             flag                        : _fivetran_deleted
--   currency            text                        : amount_set_shop_currency_code
--   amount_set          text                        : amount_set
--   status              text     never              : status
-- input: allocation_rows optional
--   line_id             text     key needed         : order_line_id
--   position            text     needed             : index
--   application         text     needed             : discount_application_index
--   synced              instant  utc needed         : _fivetran_synced
--   amount              money    needed reject      : amount | allocated_amount_set_shop_amount
--   deleted             flag                        : _fivetran_deleted
-- input: code_rows optional
--   order_id            text     key needed         : order_id
--   position            text     needed             : index
--   code                text     needed             : code
--   synced              instant  utc needed         : _fivetran_synced
--   amount              money    needed             : amount
--   kind                text     needed             : type
-- input: shipping_rows optional
--   shipping_id         text     key needed         : id
--   order_id            text     key needed         : order_id
--   synced              instant  utc needed         : _fivetran_synced
--   price               money    needed reject      : price | original_price_set_shop_amount
--   code                text     needed             : code
--   title               text     needed             : title
--   deleted             flag                        : is_removed | _fivetran_deleted
--   quantity            text     never              : quantity
-- input: tag_rows optional
--   order_id            text     key needed         : order_id
--   position            text     needed             : index
--   synced              instant  utc needed         : _fivetran_synced
--   value               text     needed             : value
--   code                text     never              : code
--   name                text     never              : name
--
-- The tables of both of Shopify's interfaces are read, REST and GraphQL, in the shop's currency.
-- The table of orders is enough; each other adds what it knows. Stamps are in UTC. Of several rows
-- of one id the one synced last counts, and what Shopify deleted does not. Money in JSON counts
-- where its currency is the order's own. A line bears the allocations of discounts to it, else its
-- own discount. An order without a line in these tables has one line without a product, worth what
-- the order says that its lines are. A refund is dated by its own row; a line of a refund whose row
-- is not there is booked with its order, and set aside where that is missing too.

-- name: _orders
WITH
versions AS (
    SELECT
        -- The first moment of 1970 is how a pipeline writes that there is none.
        * REPLACE (
            CASE WHEN processed.at > TIMESTAMP '1970-01-01' THEN processed END AS processed,
            CASE WHEN cancelled.at > TIMESTAMP '1970-01-01' THEN cancelled END AS cancelled
        ),
        row_number() OVER (
            PARTITION BY shop_id, order_id
            ORDER BY synced.at DESC NULLS LAST, updated.at DESC NULLS LAST, source_file DESC, source_row DESC
        ) = 1 AS is_newest,
        CASE WHEN json_valid(shipping_set) THEN shipping_set END AS shipping_json,
        CASE WHEN json_valid(duties_set) THEN duties_set END AS duties_json
    FROM order_rows
)
SELECT
    * EXCLUDE (currency, email),
    upper(currency) AS currency,
    nullif(lower(trim(email)), '') AS email_norm,
    coalesce(nullif(trim(phone), ''), nullif(trim(billing_phone), ''), shipping_phone) AS reached,
    is_newest AND NOT coalesce(deleted, false) AS counts,
    CASE upper(currency)
        WHEN shipping_json ->> '$.shop_money.currency_code'
            THEN try_cast(shipping_json ->> '$.shop_money.amount' AS DECIMAL(18, 4))
        WHEN shipping_json ->> '$.presentment_money.currency_code'
            THEN try_cast(shipping_json ->> '$.presentment_money.amount' AS DECIMAL(18, 4))
    END AS set_shipping,
    CASE upper(currency)
        WHEN duties_json ->> '$.shop_money.currency_code'
            THEN try_cast(duties_json ->> '$.shop_money.amount' AS DECIMAL(18, 4))
    END AS duties
FROM versions

-- name: _lines
SELECT
    *,
    row_number() OVER (
        PARTITION BY shop_id, line_id
        ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1 AS is_newest
FROM line_rows

-- name: _returned
-- Lines of refunds and what was adjusted beside them, each under its refund.
WITH
both_kinds AS (
    SELECT
        'line' AS what, shop_id, returned_id AS id, refund_id, line_id, NULL AS order_id,
        NULL AS named, synced, deleted, quantity, subtotal, tax, NULL::DECIMAL(18, 4) AS shipping,
        NULL::DECIMAL(18, 4) AS discrepancy, lower(restock) AS restock, currency,
        subtotal_set AS money_set, source_file, source_row
    FROM returned_rows
    UNION ALL
    -- Shopify writes what leaves the shop below zero.
    SELECT
        'adjustment' AS what, shop_id, adjustment_id AS id, refund_id, NULL AS line_id, order_id,
        coalesce(reason, kind, 'adjustment') AS named, synced, deleted, NULL AS quantity, NULL AS subtotal,
        -tax AS tax,
        CASE WHEN lower(coalesce(kind, reason)) LIKE 'shipping%' THEN -amount END AS shipping,
        CASE WHEN lower(coalesce(kind, reason)) NOT LIKE 'shipping%' THEN -amount END AS discrepancy,
        NULL AS restock, currency, amount_set AS money_set, source_file, source_row
    FROM adjustment_rows
),
versions AS (
    SELECT
        *,
        CASE WHEN json_valid(money_set) THEN money_set ->> '$.shop_money.currency_code' END
            AS set_currency,
        row_number() OVER (
            PARTITION BY shop_id, what, id
            ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
        ) = 1 AS is_newest
    FROM both_kinds
),
refunds_of AS (
    SELECT * FROM refund_rows
    QUALIFY row_number() OVER (
        PARTITION BY shop_id, refund_id
        ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1
)
SELECT
    v.* EXCLUDE (order_id, currency),
    coalesce(r.order_id, v.order_id, l.order_id) AS order_id,
    coalesce(r.processed, r.created) AS refunded, r.note,
    l.sku, coalesce(l.title, l.plain_title, v.named) AS title,
    CASE
        WHEN v.shipping IS NOT NULL THEN 'service' WHEN l.gift_card THEN 'gift_card' ELSE 'product'
    END AS kind,
    coalesce(o.currency, upper(coalesce(v.currency, v.set_currency))) AS currency,
    CASE
        WHEN NOT v.is_newest THEN 'older version of a row: the one synced last counts'
        WHEN v.deleted OR r.deleted OR o.deleted THEN 'deleted in Shopify'
        WHEN r.refund_id IS NULL AND o.order_id IS NULL
            THEN 'row of a refund whose own row and order are in no table'
    END AS why_not
FROM versions AS v
LEFT JOIN refunds_of AS r ON v.shop_id = r.shop_id AND v.refund_id = r.refund_id
LEFT JOIN _lines AS l ON v.shop_id = l.shop_id AND v.line_id = l.line_id AND l.is_newest
LEFT JOIN _orders AS o
    ON
        v.shop_id = o.shop_id AND coalesce(r.order_id, v.order_id, l.order_id) = o.order_id
        AND o.is_newest

-- name: _refunds
-- A refund without rows of its own lends them nothing: what was paid back its transaction says.
SELECT
    r.source_file, r.source_row,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY r.shop_id, r.refund_id
                ORDER BY r.synced.at DESC NULLS LAST, r.source_file DESC, r.source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN r.deleted THEN 'deleted in Shopify'
        WHEN NOT EXISTS (
            SELECT 1 FROM _returned AS b
            WHERE b.shop_id = r.shop_id AND b.refund_id = r.refund_id AND b.why_not IS NULL
        ) THEN 'refund without lines or adjustments: its transaction says what was paid back'
    END AS why_not
FROM refund_rows AS r

-- name: _lent
-- Rows that lend their value to an order or a line, each once.
SELECT
    'allocation' AS what, shop_id, line_id AS of_id, position, amount, NULL AS value, deleted,
    source_file, source_row,
    row_number() OVER (
        PARTITION BY shop_id, line_id, position
        ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1 AS is_newest
FROM allocation_rows
UNION ALL
SELECT
    'code' AS what, shop_id, order_id AS of_id, position, amount, code AS value, false AS deleted,
    source_file, source_row,
    row_number() OVER (
        PARTITION BY shop_id, order_id, position
        ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1 AS is_newest
FROM code_rows
UNION ALL
SELECT
    'shipping' AS what, shop_id, order_id AS of_id, shipping_id AS position, price AS amount,
    NULL AS value, deleted, source_file, source_row,
    row_number() OVER (
        PARTITION BY shop_id, shipping_id
        ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1 AS is_newest
FROM shipping_rows
UNION ALL
SELECT
    'tag' AS what, shop_id, order_id AS of_id, position, NULL AS amount, value, false AS deleted,
    source_file, source_row,
    row_number() OVER (
        PARTITION BY shop_id, order_id, position
        ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1 AS is_newest
FROM tag_rows

-- name: _sums
SELECT
    what, shop_id, of_id, sum(amount) AS amount,
    string_agg(value, ', ' ORDER BY try_cast(position AS BIGINT), position) AS value
FROM _lent
WHERE is_newest AND NOT coalesce(deleted, false)
GROUP BY what, shop_id, of_id

-- name: orders
SELECT
    o.shop_id, o.order_id, o.order_no, o.customer_id, o.email_norm,
    -- Digits, and the + in front; fewer than seven are no number that anybody could be known by.
    CASE
        WHEN length(regexp_replace(o.reached, '\D', '', 'g')) >= 7
            THEN
                CASE WHEN regexp_matches(o.reached, '^\W*\+') THEN '+' ELSE '' END
                || regexp_replace(o.reached, '\D', '', 'g')
    END AS phone_norm,
    o.created AS created_at, o.processed AS processed_at, o.cancelled AS cancelled_at,
    o.updated AS updated_at,
    lower(o.financial_status) AS financial_status,
    lower(coalesce(o.fulfillment_status, 'unfulfilled')) AS fulfillment_status,
    o.currency, o.subtotal, o.discounts AS discount_total,
    coalesce(o.shipping, o.set_shipping, s.amount) AS shipping,
    o.tax, o.duties, o.tip, o.total, c.value AS discount_codes, o.channel, o.location,
    coalesce(o.shipping_country, o.billing_country) AS country,
    coalesce(o.shipping_region, o.billing_region) AS region, t.value AS tags,
    coalesce(o.is_test, false) AS is_test, o.checkout_id, o.source_file, o.source_row
FROM _orders AS o
LEFT JOIN _sums AS s ON s.what = 'shipping' AND o.shop_id = s.shop_id AND o.order_id = s.of_id
LEFT JOIN _sums AS c ON c.what = 'code' AND o.shop_id = c.shop_id AND o.order_id = c.of_id
LEFT JOIN _sums AS t ON t.what = 'tag' AND o.shop_id = t.shop_id AND o.order_id = t.of_id
WHERE o.counts

-- name: order_lines
SELECT
    l.shop_id, l.order_id, l.line_id, l.sku, l.product_id, coalesce(l.title, l.plain_title) AS title,
    l.vendor, l.quantity AS qty, l.price AS unit_price, coalesce(l.amount, l.quantity * l.price) AS amount,
    coalesce(a.amount, l.discount) AS line_discount,
    l.requires_shipping, lower(l.status) AS fulfillment_status,
    CASE WHEN l.gift_card THEN 'gift_card' ELSE 'product' END AS kind, l.source_file, l.source_row
FROM _lines AS l
LEFT JOIN _sums AS a ON a.what = 'allocation' AND l.shop_id = a.shop_id AND l.line_id = a.of_id
WHERE l.is_newest AND NOT coalesce(l.deleted, false)
UNION ALL
SELECT
    shop_id, order_id, 'lines of ' || order_id AS line_id, NULL AS sku, NULL AS product_id,
    NULL AS title, NULL AS vendor, NULL AS qty, NULL AS unit_price, lines_total AS amount,
    NULL AS line_discount, NULL AS requires_shipping, NULL AS fulfillment_status,
    'product' AS kind, source_file, source_row
FROM _orders AS o
WHERE
    o.counts AND o.lines_total > 0
    AND NOT EXISTS (
        SELECT 1 FROM _lines AS l
        WHERE l.shop_id = o.shop_id AND l.order_id = o.order_id
    )

-- name: refunds
SELECT
    shop_id,
    -- A refund in several files is several versions of one, which the parts of this are not.
    CASE
        WHEN
            source_file = first_value(source_file) OVER (
                PARTITION BY shop_id, refund_id ORDER BY what DESC, source_file
            )
            THEN refund_id
        ELSE refund_id || ' in ' || source_file
    END AS refund_id,
    what || ' ' || id AS line_id, order_id, refunded AS refunded_at,
    sku, title, kind, quantity AS qty, subtotal, tax, shipping, discrepancy, currency,
    note AS reason, restock IN ('return', 'cancel', 'legacy_restock') AS restocked,
    source_file, source_row
FROM _returned
WHERE why_not IS NULL

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN is_newest THEN 'deleted in Shopify'
        ELSE 'older version of a row: the one synced last counts'
    END AS reason
FROM _orders
WHERE NOT counts
UNION ALL
SELECT
    source_file, source_row,
    CASE
        WHEN is_newest THEN 'deleted in Shopify'
        ELSE 'older version of a row: the one synced last counts'
    END AS reason
FROM _lines
WHERE NOT is_newest OR deleted
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _returned
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _refunds
WHERE why_not IS NOT NULL
UNION ALL
SELECT
    source_file, source_row,
    CASE
        WHEN is_newest THEN 'deleted in Shopify'
        ELSE 'older version of a row: the one synced last counts'
    END AS reason
FROM _lent
WHERE NOT is_newest OR deleted
UNION ALL
SELECT
    l.source_file, l.source_row, 'belongs to no row that counts' AS reason
FROM _lent AS l
WHERE
    l.is_newest AND NOT coalesce(l.deleted, false)
    AND NOT EXISTS (
        SELECT 1 FROM _orders AS o
        WHERE l.what <> 'allocation' AND o.shop_id = l.shop_id AND o.order_id = l.of_id
    )
    AND NOT EXISTS (
        SELECT 1 FROM _lines AS n
        WHERE l.what = 'allocation' AND n.shop_id = l.shop_id AND n.line_id = l.of_id
    )

-- name: said
SELECT
    format('{:,}', count(*)) || ' orders have no line in these tables: what each says that its lines '
    || 'are, ' || format('{:,.2f}', sum(lines_total)::DOUBLE) || ' in all, is one line without a product'
FROM _orders AS o
WHERE
    o.counts AND o.lines_total > 0
    AND NOT EXISTS (
        SELECT 1 FROM _lines AS l
        WHERE l.shop_id = o.shop_id AND l.order_id = o.order_id
    )
HAVING count(*) > 0
UNION ALL
SELECT
    format('{:,}', count(*)) || ' orders state shipping in a currency that is not their own: it is '
    || 'taken as not stated'
FROM _orders
WHERE counts AND set_shipping IS NULL AND shipping_json IS NOT NULL
HAVING count(*) > 0
