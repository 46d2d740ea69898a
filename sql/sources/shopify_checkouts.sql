-- The Shopify admin's export of abandoned checkouts (Orders > Abandoned checkouts > Export), as CSV.
-- vendor: Shopify
-- export: Orders > Abandoned checkouts > Export
-- cannot: carts that were left before an e-mail address was typed
-- unverified: Updated at | Completed at | Email Sent at | Customer ID | Accepts SMS Marketing
-- unverified: Billing Address Phone | Shipping Address Phone
-- unverified: Billing Address Name | Shipping Address Name
-- unverified: Email Accepts Marketing | Accepts Email Marketing | Buyer Accepts Marketing
-- unverified: SMS Accepts Marketing | Buyer Accepts SMS Marketing | Subtotal Price
-- unverified: Shipping Address Country Code | Shipping Address Country
-- unverified: Billing Address Country Code | Billing Address Country
-- unverified: Abandoned Checkout URL | Recovery URL | Checkout URL
-- input: rows
--   checkout_id       text     needed          : Id
--   email             text     needed          : Email
--   created           instant  needed reject   : Created at
--   total             money    needed reject   : Total | Total Price
--   updated           instant                  : Updated at
--   completed         instant                  : Completed at
--   contacted         instant                  : Email Sent at
--   customer_id       text                     : Customer ID
--   phone             text                     : Phone
--   billing_phone     text                     : Billing Phone | Billing Address Phone
--   shipping_phone    text                     : Shipping Phone | Shipping Address Phone
--   billing_name      text                     : Billing Name | Billing Address Name
--   shipping_name     text                     : Shipping Name | Shipping Address Name
--   accepts_email     flag                     : Accepts Marketing | Email Accepts Marketing | Accepts Email Marketing | Buyer Accepts Marketing
--   accepts_sms       flag                     : Accepts SMS Marketing | SMS Accepts Marketing | Buyer Accepts SMS Marketing
--   currency          text                     : Currency
--   subtotal          money                    : Subtotal | Subtotal Price
--   shipping_country  text                     : Shipping Country | Shipping Address Country Code | Shipping Address Country
--   billing_country   text                     : Billing Country | Billing Address Country Code | Billing Address Country
--   url               text                     : Abandoned Checkout URL | Recovery URL | Checkout URL
--   quantity          number   reject          : Lineitem quantity
--   title             text                     : Lineitem name
--   price             money    reject          : Lineitem price
--   sku               text                     : Lineitem sku
--   order             text     never           : Financial Status | Fulfillment Status | Order Number | Order ID | Processed at | Paid at
--
-- Shopify publishes no list of these columns. Importers agree on Id, Email and Created at, and call
-- the value Total or Total Price; the other headers are those of its order export and of its API,
-- which names them abandoned_checkout_url, completed_at, total_price. As in the order export, a
-- checkout's first row carries it and its first line; further lines may leave all else blank.

-- name: _placed
-- Each row under its checkout: a row without an id belongs to the one above.
WITH
under AS (
    SELECT
        * EXCLUDE (checkout_id),
        -- Shopify writes '7210.. so that Excel keeps an id's digits.
        ltrim(
            last_value(checkout_id IGNORE NULLS) OVER (
                PARTITION BY source_file ORDER BY source_row
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ),
            ''''
        ) AS checkout_id,
        coalesce(nullif(trim(phone), ''), nullif(trim(billing_phone), ''), shipping_phone) AS reached,
        created IS NOT NULL OR total IS NOT NULL AS states_it,
        title IS NOT NULL OR sku IS NOT NULL OR price IS NOT NULL AS is_line
    FROM rows
)
SELECT
    *,
    -- Where several rows state it, they repeat it beside each line, or the newest one counts.
    states_it AND 1 = row_number() OVER (
        PARTITION BY source_file, checkout_id
        ORDER BY states_it DESC, updated.at DESC NULLS LAST, source_row
    ) AS is_head
FROM under

-- name: checkouts
SELECT
    shop_id, checkout_id,
    created AS created_at, updated AS updated_at, completed AS completed_at,
    contacted AS contacted_at, customer_id,
    nullif(lower(trim(email)), '') AS email_norm,
    -- Digits, and the + in front; fewer than seven are no number that anybody could be known by.
    CASE
        WHEN length(regexp_replace(reached, '\D', '', 'g')) >= 7
            THEN
                CASE WHEN regexp_matches(reached, '^\W*\+') THEN '+' ELSE '' END
                || regexp_replace(reached, '\D', '', 'g')
    END AS phone_norm,
    coalesce(billing_name, shipping_name) AS name,
    accepts_email, accepts_sms, upper(currency) AS currency, subtotal, total,
    coalesce(shipping_country, billing_country) AS country, url AS recovery_url,
    source_file, source_row
FROM _placed
WHERE is_head AND checkout_id IS NOT NULL

-- name: checkout_lines
SELECT
    shop_id, checkout_id, source_file || '#' || source_row AS line_id,
    max(updated) OVER (PARTITION BY source_file, checkout_id) AS updated_at,
    sku, title, quantity AS qty, price AS unit_price, source_file, source_row
FROM _placed
WHERE is_line AND checkout_id IS NOT NULL

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN checkout_id IS NULL THEN 'checkout without an id'
        WHEN states_it THEN 'older copy of a checkout in the same file'
        ELSE 'neither a checkout nor a line'
    END AS reason
FROM _placed
WHERE checkout_id IS NULL OR (NOT is_head AND NOT is_line)
