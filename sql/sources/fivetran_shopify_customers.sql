-- Shopify's customers as a Fivetran pipeline lands them, with their tags beside them.
-- vendor: Shopify
-- export: Fivetran's Shopify connector: copy its customer tables out of the warehouse
-- cannot: where a customer lives, which is another table
-- unverified: sms_marketing_consent_state
-- input: customer_rows
--   customer_id    text     key needed          : id
--   synced         instant  utc needed          : _fivetran_synced
--   spent          money    needed              : total_spent
--   email          text     one-of:person       : email
--   first_name     text     one-of:person       : first_name
--   state          text     one-of:person       : state
--   last_name      text                         : last_name
--   created        instant  utc needed          : created_at
--   updated        instant  utc                 : updated_at
--   deleted        flag                         : _fivetran_deleted
--   phone          text                         : phone
--   orders         number                       : orders_count | number_of_orders
--   accepts        flag                         : accepts_marketing
--   email_consent  text                         : email_marketing_consent_state | marketing_consent_state
--   sms_consent    text                         : sms_marketing_consent_state
-- input: tag_rows optional
--   customer_id    text     key needed          : customer_id
--   position       text     needed              : index
--   synced         instant  utc needed          : _fivetran_synced
--   value          text     needed              : value
--   name           text     never               : name
--
-- Stamps are in UTC. Of several rows of one id the one synced last counts, and who was deleted does
-- not. Consent is the state of it where that is stated, else the older accepts_marketing.

-- name: _customers
SELECT
    *,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, customer_id
                ORDER BY
                    synced.at DESC NULLS LAST, updated.at DESC NULLS LAST, source_file DESC,
                    source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Shopify'
    END AS why_not
FROM customer_rows

-- name: _tags
SELECT
    *,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, customer_id, position
                ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN
            NOT EXISTS (
                SELECT 1 FROM _customers AS c
                WHERE c.why_not IS NULL AND c.shop_id = t.shop_id AND c.customer_id = t.customer_id
            ) THEN 'belongs to no row that counts'
    END AS why_not
FROM tag_rows AS t

-- name: customers
WITH tags AS (
    SELECT
        shop_id, customer_id,
        string_agg(value, ', ' ORDER BY try_cast(position AS BIGINT), position) AS tags
    FROM _tags
    WHERE why_not IS NULL
    GROUP BY shop_id, customer_id
)
SELECT
    c.shop_id, c.customer_id, nullif(lower(trim(c.email)), '') AS email_norm,
    -- Digits, and the + in front; fewer than seven are no number that anybody could be known by.
    CASE
        WHEN length(regexp_replace(c.phone, '\D', '', 'g')) >= 7
            THEN
                CASE WHEN regexp_matches(c.phone, '^\W*\+') THEN '+' ELSE '' END
                || regexp_replace(c.phone, '\D', '', 'g')
    END AS phone_norm,
    nullif(concat_ws(' ', c.first_name, c.last_name), '') AS name,
    c.created AS created_at, c.updated AS updated_at, t.tags,
    coalesce(lower(c.email_consent) = 'subscribed', c.accepts) AS accepts_email,
    lower(c.sms_consent) = 'subscribed' AS accepts_sms,
    c.spent AS total_spent_source, c.orders::BIGINT AS orders_source, c.source_file, c.source_row
FROM _customers AS c
LEFT JOIN tags AS t ON c.shop_id = t.shop_id AND c.customer_id = t.customer_id
WHERE c.why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _customers
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _tags
WHERE why_not IS NOT NULL
