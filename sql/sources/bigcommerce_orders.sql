-- BigCommerce's export of orders (Orders > Export), one row an order with all its products, or one a
-- product.
-- vendor: BigCommerce
-- export: Orders > All orders > Export all, with the Default template, as CSV
-- cannot: the day of a refund; what goods cost
-- cannot: which goods were refunded, and which of them a coupon was for
-- unverified: Currency | Product Quantity
-- input: rows
--   order_no        text                    needed         : Order ID
--   ordered         instant                 needed reject  : Order Date
--   clock           text                                   : Order Time
--   status          text                    needed         : Order Status
--   customer        text                                   : Customer ID
--   email           text                                   : Customer Email
--   bill_email      text                                   : Billing Email
--   phone           text                                   : Customer Phone
--   bill_phone      text                                   : Billing Phone
--   segment         text                                   : Customer Group Name
--   subtotal_ex     money  one-of:money     reject         : Subtotal (ex tax)
--   subtotal_inc    money  one-of:money     reject         : Subtotal (inc tax)
--   tax             money                   reject         : Tax Total
--   ship_ex         money                   reject         : Shipping Cost (ex tax)
--   ship_inc        money                   reject         : Shipping Cost (inc tax)
--   handling_ex     money                   reject         : Handling Cost (ex tax)
--   handling_inc    money                   reject         : Handling Cost (inc tax)
--   total_ex        money  one-of:money     reject         : Order Total (ex tax)
--   total_inc       money  one-of:money     reject         : Order Total (inc tax)
--   refunded        money                   reject         : Refund Amount
--   total_quantity  number                  reject         : Total Quantity
--   sent            instant                                : Date Shipped
--   currency        text                                   : Order Currency Code | Currency
--   ship_country    text                                   : Shipping Country
--   bill_country    text                                   : Billing Country
--   ship_region     text                                   : Shipping State | Shipping State Abbreviation
--   bill_region     text                                   : Billing State | Billing State Abbreviation
--   coupons         text                                   : Coupon Details
--   channel         text                                   : Channel Name | Order Source
--   details         text                                   : Product Details
--   product_id      text                                   : Product ID
--   quantity        number                  reject         : Product Qty | Product Quantity
--   sku             text                                   : Product SKU
--   title           text                                   : Product Name
--   variation       text                                   : Product Variation Details
--   unit_price      money                   reject         : Product Unit Price
--   line_total      money                   reject         : Product Total Price
--
-- BigCommerce's rule: revenue is what the products were sold for less discounts of the order and less
-- what was returned, booked with the order. So net sales are its subtotal without tax, less what the
-- order's total lacks beside shipping and handling (the discount), less its refund's share of goods on
-- the order's day. Incomplete orders never reached payment and declined ones failed: both are
-- excluded; a cancelled one is taken back on its day. Prices of products that come to the subtotal
-- with tax are taken without it, in proportion. Amounts are taken to be in the order's currency.
-- Where each product has a row, an order's fields may stand on each or on the first only.

-- name: _rows
WITH
placed AS (
    SELECT
        *,
        max(CASE WHEN order_no IS NOT NULL THEN source_row END) OVER above AS head_row,
        last_value(order_no IGNORE NULLS) OVER above AS order_id,
        coalesce(source_row - lag(source_row) OVER one_file > 1, false) AS after_gap
    FROM rows
    WINDOW
        one_file AS (PARTITION BY source_file ORDER BY source_row),
        above AS (
            PARTITION BY source_file ORDER BY source_row
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        )
)
SELECT
    * EXCLUDE (ordered, status),
    lower(trim(status)) AS status,
    CASE
        WHEN ordered IS NOT NULL
            THEN
                {
                    'at': ordered.at + since, 'local': ordered."local" + since
                }
    END AS ordered,
    -- Not over a row that was rejected, which may have been another order's first.
    order_id IS NULL OR NOT regexp_matches(order_id, '[0-9]')
    OR coalesce(
        max(CASE WHEN after_gap THEN source_row END) OVER (
            PARTITION BY source_file ORDER BY source_row
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) > head_row, false
    ) AS is_lost,
    product_id IS NOT NULL OR sku IS NOT NULL OR title IS NOT NULL OR quantity IS NOT NULL AS is_line
FROM (
    SELECT
        *,
        coalesce(
            try_strptime(trim(clock), ['%H:%M:%S', '%H:%M', '%I:%M:%S %p', '%I:%M %p'])
            - TIMESTAMP '1900-01-01',
            INTERVAL 0 SECOND
        ) AS since
    FROM placed
) AS timed

-- name: _items
-- The products of an order: those of its rows, or those in its one cell.
WITH
cells AS (
    SELECT
        shop_id, source_file, source_row, order_id,
        unnest(
            string_split(
                regexp_replace(
                    -- As a page would write them.
                    replace(
                        replace(
                            replace(replace(details, '&quot;', '"'), '&#039;', ''''), '&lt;', '<'
                        ),
                        '&amp;', '&'
                    ),
                    '\s*\|\s*Product ID:', chr(31) || 'Product ID:', 'g'
                ),
                chr(31)
            )
        ) AS cell
    FROM _rows
    WHERE NOT is_lost AND NOT is_line AND trim(details) <> ''
),
parted AS (
    SELECT
        shop_id, source_file, source_row, order_id,
        try_cast(regexp_extract(cell, 'Product Qty:\s*([0-9.]+)', 1) AS DECIMAL(18, 3)) AS quantity,
        regexp_extract(cell, 'Product SKU:\s*(.*?)\s*,\s*Product Name:', 1) AS sku,
        regexp_extract(
            cell, 'Product Name:\s*(.*?)\s*,\s*Product (Weight|Variation|Unit|Total)', 1
        ) AS title,
        regexp_extract(cell, 'Product Variation Details:\s*(.*?)\s*,\s*Product Unit', 1) AS variation,
        try_cast(
            regexp_replace(
                regexp_extract(cell, 'Product Unit Price:\s*(.*?)\s*(, Product|$)', 1),
                '[^0-9.-]', '', 'g'
            ) AS DECIMAL(18, 4)
        ) AS unit_price,
        try_cast(
            regexp_replace(
                regexp_extract(cell, 'Product Total Price:\s*(.*?)\s*(, Product|$)', 1),
                '[^0-9.-]', '', 'g'
            ) AS DECIMAL(18, 4)
        ) AS line_total
    FROM cells
),
every_item AS (
    SELECT * FROM parted
    UNION ALL BY NAME
    SELECT
        shop_id, source_file, source_row, order_id, quantity, sku, title, variation, unit_price,
        line_total
    FROM _rows
    WHERE NOT is_lost AND is_line
)
SELECT
    shop_id, source_file, source_row, order_id, quantity,
    row_number() OVER (PARTITION BY source_file, source_row) AS nth,
    nullif(trim(sku), '') AS sku, unit_price,
    CASE
        WHEN coalesce(trim(sku), '') <> '' OR coalesce(trim(variation), '') = '' THEN trim(title)
        ELSE trim(title) || ' - ' || trim(variation)
    END AS title,
    coalesce(line_total, unit_price * quantity, 0) AS amount
FROM every_item

-- name: _orders
WITH
stated AS (
    SELECT
        shop_id, source_file, order_id, min(ordered) AS ordered, max(status) AS status,
        max(customer) AS customer, max(coalesce(email, bill_email)) AS email,
        max(coalesce(phone, bill_phone)) AS phone,
        max(segment) AS segment, max(subtotal_ex) AS subtotal_ex, max(subtotal_inc) AS subtotal_inc,
        max(tax) AS tax, max(total_ex) AS total_ex, max(total_inc) AS total_inc,
        max(ship_ex) + coalesce(max(handling_ex), 0) AS carriage_ex,
        max(ship_inc) + coalesce(max(handling_inc), 0) AS carriage_inc,
        max(abs(refunded)) AS refunded, max(total_quantity) AS total_quantity, max(sent) AS sent,
        max(currency) AS currency, max(coalesce(ship_country, bill_country)) AS country,
        max(coalesce(ship_region, bill_region)) AS region, max(coupons) AS coupons,
        max(channel) AS channel, min(source_row) AS source_row
    FROM _rows
    WHERE NOT is_lost
    GROUP BY ALL
),
summed AS (
    SELECT
        shop_id, source_file, order_id, sum(amount) AS items, count(*) AS lines
    FROM _items
    GROUP BY ALL
),
based AS (
    SELECT
        o.*, i.items, coalesce(i.lines, 0) AS lines,
        -- Without tax where the file says so much, else with it.
        o.subtotal_ex IS NOT NULL OR (o.subtotal_inc IS NULL AND o.total_ex IS NOT NULL) AS is_net
    FROM stated AS o
    LEFT JOIN summed AS i
        ON o.shop_id = i.shop_id AND o.source_file = i.source_file AND o.order_id = i.order_id
),
chosen AS (
    SELECT
        *,
        CASE WHEN is_net THEN total_ex ELSE total_inc END AS total_of,
        coalesce(CASE WHEN is_net THEN carriage_ex ELSE carriage_inc END, 0) AS carriage,
        coalesce(CASE WHEN is_net THEN subtotal_ex ELSE subtotal_inc END, items) AS subtotal_of
    FROM based
)
SELECT
    *,
    coalesce(subtotal_of, total_of - carriage) AS goods,
    greatest(coalesce(subtotal_of + carriage - total_of, 0), 0) AS discount,
    -- Some stores list prices with tax beside a subtotal without it.
    CASE
        WHEN
            is_net AND lines > 0 AND subtotal_inc > 0 AND abs(items - subtotal_ex) >= 0.015
            AND abs(items - subtotal_inc) < 0.015
            THEN subtotal_ex::DOUBLE / subtotal_inc::DOUBLE
        ELSE 1.0
    END AS keep,
    CASE
        WHEN status IN ('incomplete', 'declined') THEN 'incomplete or declined: no sale'
    END AS aside
FROM chosen

-- name: orders
SELECT
    shop_id, order_id, order_id AS order_no, ordered AS created_at, sent AS fulfilled_at,
    CASE WHEN starts_with(status, 'cancel') THEN ordered END AS cancelled_at,
    nullif(trim(customer), '0') AS customer_id, nullif(lower(trim(email)), '') AS email_norm,
    CASE
        WHEN length(regexp_replace(phone, '\D', '', 'g')) >= 7
            THEN
                CASE WHEN regexp_matches(phone, '^\W*\+') THEN '+' ELSE '' END
                || regexp_replace(phone, '\D', '', 'g')
    END AS phone_norm,
    CASE
        WHEN starts_with(status, 'cancel') THEN 'cancelled'
        WHEN status = 'refunded' THEN 'refunded'
        WHEN status = 'partially refunded' THEN 'partially_refunded'
        WHEN status IN ('pending', 'awaiting payment') THEN 'pending'
        ELSE 'paid'
    END AS financial_status,
    CASE
        WHEN status IN ('shipped', 'completed') THEN 'fulfilled'
        WHEN status = 'partially shipped' THEN 'partial'
        WHEN starts_with(status, 'awaiting') OR status = 'pending' THEN 'unfulfilled'
    END AS fulfillment_status,
    upper(trim(currency)) AS currency, goods - discount AS subtotal, discount AS discount_total,
    carriage AS shipping, tax, coalesce(total_inc, total_ex + tax) AS total,
    CASE
        WHEN refunded > 0 THEN refunded
        WHEN status = 'refunded'
            THEN coalesce(total_inc, total_ex + coalesce(tax, 0), goods - discount + carriage)
    END AS refunded_total,
    regexp_extract(coupons, 'Coupon Code:\s*([^,|]*)', 1) AS discount_codes, country, region, segment,
    channel, false AS is_test, source_file, source_row
FROM _orders
WHERE aside IS NULL

-- name: order_lines
SELECT
    i.shop_id, i.order_id, i.order_id AS order_no,
    concat_ws('#', i.source_file, i.source_row, CASE WHEN i.nth > 1 THEN i.nth END) AS line_id, i.sku,
    i.title, i.quantity AS qty, (i.unit_price::DOUBLE * o.keep)::DECIMAL(18, 4) AS unit_price,
    (i.amount::DOUBLE * o.keep)::DECIMAL(18, 4) AS amount, 'product' AS kind, i.source_file,
    i.source_row
FROM _items AS i
INNER JOIN _orders AS o
    ON i.shop_id = o.shop_id AND i.source_file = o.source_file AND i.order_id = o.order_id
WHERE o.aside IS NULL
UNION ALL
-- An order whose products the file does not list is one line.
SELECT
    shop_id, order_id, order_id AS order_no, source_file || '#' || source_row AS line_id, NULL AS sku,
    NULL AS title, total_quantity AS qty, NULL AS unit_price, goods AS amount, 'product' AS kind,
    source_file, source_row
FROM _orders
WHERE aside IS NULL AND lines = 0

-- name: excluded
SELECT
    r.source_file, r.source_row,
    CASE
        WHEN o.aside IS NOT NULL THEN o.aside
        WHEN o.order_id IS NULL THEN 'neither an order nor a product of one'
        ELSE 'the order again, without a product'
    END AS reason
FROM _rows AS r
LEFT JOIN _orders AS o
    ON
        NOT r.is_lost AND r.shop_id = o.shop_id AND r.source_file = o.source_file
        AND r.order_id = o.order_id
WHERE
    o.order_id IS NULL OR o.aside IS NOT NULL
    OR (
        r.source_row > o.source_row AND NOT r.is_line AND coalesce(trim(r.details), '') = ''
    )
