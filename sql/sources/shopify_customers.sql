-- The Shopify admin's customer export (Customers > Export), as CSV.
-- input: rows
--   customer_id    text    : Customer ID | Id
--   first_name     text   needed : First Name
--   last_name      text   needed : Last Name
--   email          text   needed : Email
--   accepts_email  flag    : Accepts Email Marketing | Accepts Marketing
--   accepts_sms    flag    : Accepts SMS Marketing
--   country        text    : Default Address Country Code | Country Code | Country
--   region         text    : Default Address Province Code | Province Code | Province
--   total_spent    money  needed : Total Spent
--   total_orders   number needed : Total Orders
--   tags           text    : Tags

-- name: customers
SELECT
    shop_id,
    -- Shopify writes '7210.. so that Excel keeps the id's digits.
    coalesce(ltrim(customer_id, ''''), lower(trim(email)), source_file || '#' || source_row)
        AS customer_id,
    nullif(lower(trim(email)), '') AS email_norm,
    nullif(concat_ws(' ', first_name, last_name), '') AS name,
    country, region, tags, accepts_email, accepts_sms,
    total_spent AS total_spent_source, total_orders::BIGINT AS orders_source,
    source_file, source_row
FROM rows
