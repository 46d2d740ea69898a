-- The Shopify admin's customer export (Customers > Export), as CSV.
-- vendor: Shopify
-- export: Customers > Export > All customers, as a plain CSV file
-- cannot: when a customer signed up: the first order dates a customer
-- input: rows
--   customer_id    text    : Customer ID | Id
--   first_name     text   needed : First Name
--   last_name      text   needed : Last Name
--   email          text   needed : Email
--   phone          text    : Phone
--   address_phone  text    : Default Address Phone
--   accepts_email  flag    : Accepts Email Marketing | Accepts Marketing
--   accepts_sms    flag    : Accepts SMS Marketing
--   country        text    : Default Address Country Code | Country Code | Country
--   region         text    : Default Address Province Code | Province Code | Province
--   total_spent    money  needed : Total Spent
--   total_orders   number needed : Total Orders
--   tags           text    : Tags

-- name: _known
SELECT *, coalesce(nullif(trim(phone), ''), address_phone) AS reached
FROM rows

-- name: customers
SELECT
    shop_id,
    -- Shopify writes '7210.. so that Excel keeps the id's digits.
    coalesce(ltrim(customer_id, ''''), lower(trim(email)), source_file || '#' || source_row)
        AS customer_id,
    nullif(lower(trim(email)), '') AS email_norm,
    -- Digits, and the + in front; fewer than seven are no number that anybody could be known by.
    CASE
        WHEN length(regexp_replace(reached, '\D', '', 'g')) >= 7
            THEN
                CASE WHEN regexp_matches(reached, '^\W*\+') THEN '+' ELSE '' END
                || regexp_replace(reached, '\D', '', 'g')
    END AS phone_norm,
    nullif(concat_ws(' ', first_name, last_name), '') AS name,
    country, region, tags, accepts_email, accepts_sms,
    total_spent AS total_spent_source, total_orders::BIGINT AS orders_source,
    source_file, source_row
FROM _known
