-- Shopify's abandoned checkouts as a Fivetran pipeline lands them, one row each.
-- vendor: Shopify
-- export: Fivetran's Shopify connector: copy its abandoned_checkout table out of the warehouse
-- cannot: what lies in a checkout, which is another table, and whether a reminder was sent
-- input: checkout_rows
--   checkout_id       text     key needed         : id
--   synced            instant  utc needed         : _fivetran_synced
--   url               text     needed             : abandoned_checkout_url
--   created           instant  utc needed reject  : created_at
--   total             money    needed reject      : total_price | total_price_set_shop_amount
--   email             text     one-of:buyer       : email
--   customer_id       text     one-of:buyer       : customer_id
--   deleted           flag                        : _fivetran_deleted
--   updated           instant  utc                : updated_at
--   completed         instant  utc                : completed_at
--   phone             text                        : phone
--   billing_phone     text                        : billing_address_phone
--   shipping_phone    text                        : shipping_address_phone
--   billing_name      text                        : billing_address_name
--   shipping_name     text                        : shipping_address_name
--   accepts_email     flag                        : buyer_accepts_marketing
--   accepts_sms       flag                        : buyer_accepts_sms_marketing
--   currency          text                        : currency | total_price_set_shop_currency_code
--   subtotal          money                       : subtotal_price | subtotal_price_set_shop_amount
--   shipping_country  text                        : shipping_address_country_code | shipping_address_country
--   billing_country   text                        : billing_address_country_code | billing_address_country
--   order             text     never              : financial_status
--
-- Stamps are in UTC. Of several rows of one id the one synced last counts, and what was deleted does
-- not. A checkout is completed where Shopify says when.

-- name: _checkouts
SELECT
    *,
    coalesce(nullif(trim(phone), ''), nullif(trim(billing_phone), ''), shipping_phone) AS reached,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, checkout_id
                ORDER BY
                    synced.at DESC NULLS LAST, updated.at DESC NULLS LAST, source_file DESC,
                    source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Shopify'
    END AS why_not
FROM checkout_rows

-- name: checkouts
SELECT
    shop_id, checkout_id, created AS created_at, updated AS updated_at, completed AS completed_at,
    customer_id, nullif(lower(trim(email)), '') AS email_norm,
    -- Digits, and the + in front; fewer than seven are no number that anybody could be known by.
    CASE
        WHEN length(regexp_replace(reached, '\D', '', 'g')) >= 7
            THEN
                CASE WHEN regexp_matches(reached, '^\W*\+') THEN '+' ELSE '' END
                || regexp_replace(reached, '\D', '', 'g')
    END AS phone_norm,
    coalesce(billing_name, shipping_name) AS name,
    accepts_email, accepts_sms, upper(currency) AS currency, subtotal, total,
    coalesce(shipping_country, billing_country) AS country, url AS recovery_url, source_file, source_row
FROM _checkouts
WHERE why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _checkouts
WHERE why_not IS NOT NULL
