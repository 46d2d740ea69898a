-- The Shopify admin's order export (Orders > Export), as CSV.
-- vendor: Shopify
-- export: Orders > Export > All orders, as a plain CSV file
-- cannot: the day of a refund: the transactions say it, else it is booked on the day of its order
-- cannot: unit costs and gift cards: the products say them
-- cannot: a customer's id: customers are told apart by e-mail
-- input: rows
--   order_no            text     key needed      : Name
--   order_id            text                     : Id
--   email               text                     : Email
--   phone               text                     : Phone
--   billing_phone       text                     : Billing Phone
--   shipping_phone      text                     : Shipping Phone
--   financial_status    text     needed          : Financial Status
--   paid                instant                  : Paid at
--   fulfillment_status  text                     : Fulfillment Status
--   fulfilled           instant                  : Fulfilled at
--   currency            text                     : Currency
--   subtotal            money    reject          : Subtotal
--   shipping            money    reject          : Shipping
--   taxes               money    reject          : Taxes
--   total               money    needed reject   : Total
--   discount_code       text                     : Discount Code
--   discount_amount     money    reject          : Discount Amount
--   created             instant  needed reject   : Created at
--   quantity            number   needed reject   : Lineitem quantity
--   title               text     needed          : Lineitem name
--   price               money    needed reject   : Lineitem price
--   sku                 text                     : Lineitem sku
--   requires_shipping   flag                     : Lineitem requires shipping
--   line_fulfillment    text                     : Lineitem fulfillment status
--   line_discount       money    reject          : Lineitem discount
--   shipping_country    text                     : Shipping Country
--   billing_country     text                     : Billing Country
--   shipping_province   text                     : Shipping Province
--   billing_province    text                     : Billing Province
--   cancelled           instant                  : Cancelled at
--   payment_method      text                     : Payment Method
--   refunded_amount     money    reject          : Refunded Amount
--   vendor              text                     : Vendor
--   outstanding         money                    : Outstanding Balance
--   location            text                     : Location
--   tags                text                     : Tags
--   channel             text                     : Source
--   duties              money    reject          : Duties
--
-- An order's first row carries the order and its first line. Each further line has a row with the
-- name and the line's own columns, and blanks elsewhere (some writers repeat Created at there).
-- A name may head two orders, as in the joined exports of two shops: they differ in id or moment.
-- Where both agree, the file holds two copies of one order, and the last one counts.

-- name: _placed
-- Each row under the order it belongs to: the last head at or above it that bears its name, else
-- the first one, since some writers put further rows first. Only the rows of names that head
-- several orders are sorted for it, and of these only the few columns that this takes.
WITH
names AS (
    SELECT source_file, order_no, count(*) AS heads, min(order_id) AS head_id
    FROM rows
    WHERE financial_status IS NOT NULL OR total IS NOT NULL
    GROUP BY source_file, order_no
),
shared AS (
    SELECT
        r.source_file, r.source_row, r.order_no, r.order_id, r.created.at AS created_at,
        r.financial_status IS NOT NULL OR r.total IS NOT NULL AS is_head
    FROM rows AS r
    INNER JOIN names AS n ON r.source_file = n.source_file AND r.order_no = n.order_no
    WHERE n.heads > 1
),
under AS (
    SELECT
        *,
        coalesce(
            max(CASE WHEN is_head THEN source_row END) OVER (
                PARTITION BY source_file, order_no ORDER BY source_row
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ),
            min(CASE WHEN is_head THEN source_row END) OVER (PARTITION BY source_file, order_no)
        ) AS head_row
    FROM shared
),
known AS (
    SELECT
        *,
        max(CASE WHEN is_head THEN order_id END) OVER one_order AS head_id,
        max(CASE WHEN is_head THEN created_at END) OVER one_order AS head_at
    FROM under
    WINDOW one_order AS (PARTITION BY source_file, order_no, head_row)
),
told_apart AS (
    SELECT
        source_file, source_row,
        CASE
            WHEN head_id IS NOT NULL THEN head_id
            WHEN min(head_at) OVER one_name <> max(head_at) OVER one_name
                THEN coalesce(order_no || ' of ' || head_at::VARCHAR, order_no)
            ELSE order_no
        END AS order_id,
        coalesce(
            head_row < max(head_row) OVER (PARTITION BY source_file, order_no, head_id, head_at), false
        ) AS is_copy
    FROM known
    WINDOW one_name AS (PARTITION BY source_file, order_no)
)
SELECT
    r.* EXCLUDE (order_id),
    r.financial_status IS NOT NULL OR r.total IS NOT NULL AS is_head,
    -- A file that holds only an order's further rows does not know its id: the name stands for it.
    coalesce(t.order_id, n.head_id, r.order_no) AS order_id,
    coalesce(t.is_copy, false) AS is_copy,
    coalesce(nullif(trim(phone), ''), nullif(trim(billing_phone), ''), shipping_phone) AS reached
FROM rows AS r
LEFT JOIN names AS n ON r.source_file = n.source_file AND r.order_no = n.order_no
LEFT JOIN told_apart AS t ON r.source_file = t.source_file AND r.source_row = t.source_row

-- name: orders
SELECT
    shop_id, order_id, order_no,
    nullif(lower(trim(email)), '') AS email_norm,
    -- Digits, and the + in front; fewer than seven are no number that anybody could be known by.
    CASE
        WHEN length(regexp_replace(reached, '\D', '', 'g')) >= 7
            THEN
                CASE WHEN regexp_matches(reached, '^\W*\+') THEN '+' ELSE '' END
                || regexp_replace(reached, '\D', '', 'g')
    END AS phone_norm,
    created AS created_at, paid AS paid_at, cancelled AS cancelled_at, fulfilled AS fulfilled_at,
    lower(financial_status) AS financial_status,
    lower(coalesce(fulfillment_status, 'unfulfilled')) AS fulfillment_status,
    upper(currency) AS currency, subtotal, discount_amount AS discount_total, shipping,
    taxes AS tax, duties, total, outstanding, refunded_amount AS refunded_total,
    discount_code AS discount_codes, channel, location,
    coalesce(shipping_country, billing_country) AS country,
    coalesce(shipping_province, billing_province) AS region, tags,
    -- Shopify's test gateway, or the tag that shops put on their own trials.
    coalesce(contains(lower(payment_method), 'bogus'), false)
    OR coalesce(regexp_matches(lower(tags), '(^|,)\s*test\s*(,|$)'), false) AS is_test,
    source_file, source_row
FROM _placed
WHERE is_head AND NOT is_copy

-- name: order_lines
SELECT
    shop_id, order_id, order_no, source_file || '#' || source_row AS line_id,
    sku, title, vendor, quantity AS qty, price AS unit_price, line_discount,
    requires_shipping, lower(line_fulfillment) AS fulfillment_status, 'product' AS kind,
    source_file, source_row
FROM _placed
WHERE (title IS NOT NULL OR price IS NOT NULL) AND NOT is_copy

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN is_copy THEN 'older copy of an order in the same file'
        ELSE 'neither an order nor a line'
    END AS reason
FROM _placed
WHERE is_copy OR (NOT is_head AND title IS NULL AND price IS NULL)
