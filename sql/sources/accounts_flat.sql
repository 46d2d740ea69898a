-- Accounts under the usual names, one row a company that deals are with.
-- vendor: Any system (flat CSV)
-- export: a row for each company: the name as deals write it, with its industry, size or parent
-- cannot: which orders or deals a company has: those name it
-- input: rows
--   account    text     needed key : account | account_name | company | company_name | account_id
--   industry   text     one-of:firm : sector | industry
--   employees  number   one-of:firm : employees | number_of_employees | employee_count | headcount
--   parent     text     one-of:firm : subsidiary_of | parent_account | parent_company | parent
--   revenue    money    one-of:firm : annual_revenue | company_revenue
--   turnover   money                : revenue
--   account_id text                 : account_id | company_id
--   name       text                 : account_name | company_name | name
--   country    text                 : country | office_location | billing_country
--   region     text                 : region | state | province
--   territory  text                 : territory | sales_territory
--   segment    text                 : segment | account_segment | tier
--   type       text                 : account_type | type
--   owner      text                 : owner | account_owner | owner_name | sales_rep | sales_agent
--   currency   text                 : currency | currency_code
--   created    instant              : created_at | created_date | create_date
--   activity   instant              : last_activity_at | last_activity_date | last_activity
--   updated    instant              : updated_at | last_modified_date
--   other      text     never       : deal_id | opportunity_id | order_id | order_no | order_number | order_date | date | day | amount | total | quantity | qty | product | sku | email | customer_id | lead_id | ticket_id | activity_id | stage | deal_stage | status | churn | churned | price | close_date | first_name | last_name
--
-- An account goes by its id, else by its name, as deals name it. What it turns over is as the list
-- states it, which may be in thousands or millions. Of one that is listed twice the last row counts.

-- name: _accounts
SELECT
    *,
    coalesce(account_id, account) AS known_as,
    1 = row_number() OVER (
        PARTITION BY source_file, coalesce(account_id, account)
        ORDER BY updated.at DESC NULLS LAST, source_row DESC
    ) AS is_last
FROM rows

-- name: accounts
SELECT
    shop_id, known_as AS account_id, coalesce(name, account) AS name, parent AS parent_id,
    owner AS owner_id, owner, territory, segment, industry, type, country, region,
    employees::BIGINT AS employees, coalesce(revenue, turnover) AS annual_revenue,
    upper(currency) AS currency, created AS created_at, activity AS last_activity_at,
    updated AS updated_at, source_file, source_row
FROM _accounts
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'account listed again in the same file' AS reason
FROM _accounts
WHERE NOT is_last
