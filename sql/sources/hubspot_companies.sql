-- HubSpot's export of companies, one row a company: the accounts of a sales team.
-- vendor: HubSpot
-- export: CRM > Companies > Export, as CSV, with all properties on records
-- cannot: territories: HubSpot has no property for them
-- input: rows
--   account_id  text     needed key unique : Record ID
--   name        text     needed            : Company name
--   owner       text     one-of:firm       : Company owner
--   domain      text     one-of:firm       : Company Domain Name | Website URL
--   industry    text     one-of:firm       : Industry
--   country     text                       : Country/Region
--   region      text                       : State/Region
--   employees   number                     : Number of Employees
--   revenue     money                      : Annual Revenue
--   currency    text                       : Company Currency
--   parent_id   text                       : Parent Company
--   segment     text                       : Ideal Customer Profile Tier
--   type        text                       : Type
--   created     instant                    : Create Date
--   activity    instant                    : Last Activity Date | Last Contacted
--   updated     instant                    : Last Modified Date
--   person      text     never             : Email | First Name | Last Name | Deal Name | Ticket name
--
-- Deals name a company by this id where they are exported with Associated Company IDs, else by its
-- name. Stamps are on the clock of the account.

-- name: accounts
SELECT
    shop_id, account_id, name, parent_id, owner AS owner_id, owner, segment, industry, type, country,
    region, employees::BIGINT AS employees, revenue AS annual_revenue, upper(currency) AS currency,
    created AS created_at, activity AS last_activity_at, updated AS updated_at,
    source_file, source_row
FROM rows
