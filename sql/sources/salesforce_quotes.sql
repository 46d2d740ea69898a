-- Salesforce's quotes under the names of its API, as the Data Loader exports them.
-- vendor: Salesforce
-- export: Data Loader > Export > Quote; quotes must be enabled in Setup > Quote Settings
-- cannot: when a quote was sent, accepted or denied: Quote has no such field of its own
-- cannot: the names of owners and accounts, only their ids: add Owner.Name and Account.Name
-- unverified: Account.Name | Owner.Name
-- input: rows
--   quote_id     text     needed key reject unique : Id
--   deal_id      text     needed                   : OpportunityId
--   number       text     needed                   : QuoteNumber
--   status       text     needed                   : Status
--   name         text                              : Name
--   account_id   text                              : AccountId
--   account      text                              : Account.Name
--   owner_id     text                              : OwnerId
--   owner        text                              : Owner.Name
--   expires      instant                           : ExpirationDate
--   total        money                             : TotalPrice
--   subtotal     money                             : Subtotal
--   percent      number                            : Discount
--   currency     text                              : CurrencyIsoCode
--   created      instant                           : CreatedDate
--   updated      instant                           : LastModifiedDate | SystemModstamp
--   deleted      flag                              : IsDeleted
--
-- Status by the standard words: Presented is sent, Accepted and Denied are the customer's answers;
-- Draft, Needs Review, In Review, Approved and Rejected come before the customer has it. Other words
-- say nothing. Discount is percent. A deleted row is set aside.

-- name: _quotes
SELECT
    *,
    CASE lower(trim(status))
        WHEN 'presented' THEN 'sent'
        WHEN 'accepted' THEN 'accepted'
        WHEN 'denied' THEN 'declined'
        WHEN 'draft' THEN 'draft'
        WHEN 'needs review' THEN 'draft'
        WHEN 'in review' THEN 'draft'
        WHEN 'approved' THEN 'draft'
        WHEN 'rejected' THEN 'draft'
    END AS is_now,
    1 = row_number() OVER (
        PARTITION BY source_file, quote_id ORDER BY updated.at DESC NULLS LAST, source_row DESC
    ) AS is_last
FROM rows

-- name: quotes
SELECT
    shop_id, quote_id, 1 AS version, coalesce(name, number) AS name, deal_id,
    coalesce(account_id, account) AS account_id, account, coalesce(owner_id, owner) AS owner_id,
    owner, status, is_now AS state, created AS created_at, expires AS expires_at, total AS amount,
    subtotal AS list_amount,
    CASE WHEN percent BETWEEN 0 AND 100 THEN (percent / 100)::DOUBLE END AS discount,
    upper(currency) AS currency, updated AS updated_at, source_file, source_row
FROM _quotes
WHERE is_last AND NOT coalesce(deleted, false)

-- name: excluded
SELECT
    source_file, source_row,
    CASE WHEN is_last THEN 'deleted in Salesforce' ELSE 'older copy of a quote in the same file' END
        AS reason
FROM _quotes
WHERE NOT is_last OR deleted

-- name: said
SELECT
    'quotes of which no word of Status says how they stand: ' || count(*) || ', as ' || min(status)
        AS sentence
FROM _quotes
WHERE is_last AND NOT coalesce(deleted, false) AND status IS NOT NULL AND is_now IS NULL
HAVING count(*) > 0
