-- Salesforce's contracts under the names of its API, as the Data Loader exports them.
-- vendor: Salesforce
-- export: Data Loader > Export > Contract
-- cannot: what a contract is worth, its notice period, or whether it renews: fields of your own
-- cannot: the names of owners and accounts, only their ids: add Owner.Name and Account.Name
-- unverified: Account.Name | Owner.Name
-- input: rows
--   contract_id  text     needed key reject unique : Id
--   number       text     needed                   : ContractNumber
--   starts       instant  needed                   : StartDate
--   status       text     needed                   : Status
--   ends         instant                           : EndDate
--   term         number                            : ContractTerm
--   name         text                              : Name
--   account_id   text                              : AccountId
--   account      text                              : Account.Name
--   owner_id     text                              : OwnerId
--   owner        text                              : Owner.Name
--   code         text                              : StatusCode
--   signed       instant                           : CustomerSignedDate
--   activated    instant                           : ActivatedDate
--   currency     text                              : CurrencyIsoCode
--   created      instant                           : CreatedDate
--   updated      instant                           : LastModifiedDate | SystemModstamp
--   deleted      flag                              : IsDeleted
--
-- The last day is EndDate, else ContractTerm months from the first. StatusCode says how a contract
-- stands, else Status by the standard words. OwnerExpirationNotice reminds the owner; it is no period
-- of notice, and is passed over. A deleted row is set aside.

-- name: _contracts
WITH
termed AS (
    SELECT
        *,
        starts."local"::DATE AS first_day,
        CASE WHEN term BETWEEN 1 AND 1200 THEN starts."local"::DATE + to_months(term::INTEGER) END AS then_at,
        regexp_replace(lower(coalesce(code, status, '')), '[^a-z]', '', 'g') AS word,
        1 = row_number() OVER (
            PARTITION BY source_file, contract_id ORDER BY updated.at DESC NULLS LAST, source_row DESC
        ) AS is_last
    FROM rows
)
SELECT
    *,
    coalesce(
        ends."local"::DATE,
        CASE WHEN day(then_at) < day(first_day) THEN then_at::DATE ELSE (then_at - INTERVAL 1 DAY)::DATE END
    ) AS last_day,
    CASE
        WHEN word IN ('draft', 'inapproval', 'inapprovalprocess', 'approving', 'signed') THEN 'draft'
        WHEN word = 'activated' THEN 'active'
        WHEN word IN ('terminated', 'canceled', 'cancelled') THEN 'cancelled'
        WHEN word = 'expired' THEN 'ended'
    END AS is_now
FROM termed

-- name: contracts
SELECT
    shop_id, contract_id, coalesce(name, number) AS name, coalesce(account_id, account) AS account_id,
    account, coalesce(owner_id, owner) AS owner_id, owner, status, is_now AS state,
    created AS created_at, coalesce(signed, activated) AS signed_at, first_day AS start_date,
    last_day AS end_date, upper(currency) AS currency, updated AS updated_at, source_file, source_row
FROM _contracts
WHERE is_last AND NOT coalesce(deleted, false)

-- name: excluded
SELECT
    source_file, source_row,
    CASE WHEN is_last THEN 'deleted in Salesforce' ELSE 'older copy of a contract in the same file' END
        AS reason
FROM _contracts
WHERE NOT is_last OR deleted
