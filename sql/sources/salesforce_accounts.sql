-- Salesforce's accounts under the names of its API.
-- vendor: Salesforce
-- export: Data Loader > Export > Account
-- cannot: the names of owners, only their ids: users have them
-- unverified: Owner.Name | Segment__c
-- input: rows
--   account_id  text     needed key unique : Id
--   name        text     needed            : Name
--   owner_id    text     needed            : OwnerId
--   industry    text     one-of:firm       : Industry
--   country     text     one-of:firm       : BillingCountry | ShippingCountry
--   employees   number   one-of:firm       : NumberOfEmployees
--   revenue     money    one-of:firm       : AnnualRevenue
--   parent_id   text                       : ParentId
--   owner       text                       : Owner.Name
--   type        text                       : Type
--   region      text                       : BillingState | ShippingState
--   segment     text                       : Segment__c
--   currency    text                       : CurrencyIsoCode
--   created     instant                    : CreatedDate
--   activity    instant                    : LastActivityDate
--   updated     instant                    : LastModifiedDate | SystemModstamp
--   deleted     flag                       : IsDeleted
--   other       text     never             : StageName | IsConverted | CaseNumber | AccountId | LastName
--
-- A deleted account is set aside.

-- name: accounts
SELECT
    shop_id, account_id, name, parent_id, owner_id, owner, segment, industry, type, country, region,
    employees::BIGINT AS employees, revenue AS annual_revenue, upper(currency) AS currency,
    created AS created_at, activity AS last_activity_at, updated AS updated_at,
    source_file, source_row
FROM rows
WHERE NOT coalesce(deleted, false)

-- name: excluded
SELECT source_file, source_row, 'deleted in Salesforce' AS reason
FROM rows
WHERE deleted
