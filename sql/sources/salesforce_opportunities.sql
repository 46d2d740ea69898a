-- Salesforce's opportunities under the names of its API, as the Data Loader exports them.
-- vendor: Salesforce
-- export: Data Loader > Export > Opportunity, with the columns below
-- export: or Setup > Data Export, which writes Opportunity.csv
-- cannot: the names of owners and accounts, only their ids: add Owner.Name and Account.Name
-- cannot: the hour a deal was closed: its close date is a day
-- cannot: why a deal was lost and to whom: those are fields of your own
-- unverified: Account.Name | Owner.Name | ContactId
-- input: rows
--   deal_id       text     needed key reject unique : Id
--   stage         text     needed                   : StageName
--   close_by      instant  needed                   : CloseDate
--   name          text                              : Name
--   account_id    text                              : AccountId
--   account       text                              : Account.Name
--   contact_id    text                              : ContactId
--   owner_id      text                              : OwnerId
--   owner         text                              : Owner.Name
--   closed        flag                              : IsClosed
--   won           flag                              : IsWon
--   deleted       flag                              : IsDeleted
--   amount        money                             : Amount
--   currency      text                              : CurrencyIsoCode
--   probability   number                            : Probability
--   category      text                              : ForecastCategoryName | ForecastCategory
--   created       instant                           : CreatedDate
--   changed       instant                           : LastStageChangeDate
--   activity      instant                           : LastActivityDate
--   updated       instant                           : LastModifiedDate | SystemModstamp
--   next_step     text                              : NextStep
--   lead_source   text                              : LeadSource
--   campaign      text                              : CampaignId
--   type          text                              : Type
--   history       text     never                    : OpportunityId
--
-- Probability is 0 to 100; what lies outside is a fault, taken as blank and counted. Where IsClosed
-- and IsWon were not exported, the forecast category and the standard stages tell it; of stages of
-- your own it stays unknown. A deleted row is set aside. ForecastCategory calls commit Forecast.
-- CloseDate is the day that is expected, or that it was closed.

-- name: _opportunities
WITH read AS (
    SELECT
        *,
        CASE lower(replace(category, ' ', ''))
            WHEN 'forecast' THEN 'commit'
            WHEN 'bestcase' THEN 'best case'
            WHEN 'mostlikely' THEN 'most likely'
            ELSE lower(category)
        END AS forecast,
        CASE
            WHEN won THEN true
            WHEN closed IS NOT NULL THEN closed
            WHEN lower(category) = 'closed' OR lower(stage) IN ('closed won', 'closed lost') THEN true
            WHEN
                lower(stage) IN (
                    'prospecting', 'qualification', 'needs analysis', 'value proposition',
                    'id. decision makers', 'perception analysis', 'proposal/price quote',
                    'negotiation/review'
                )
                OR lower(replace(category, ' ', ''))
                IN ('pipeline', 'bestcase', 'mostlikely', 'forecast', 'commit')
                THEN false
        END AS is_closed,
        1 = row_number() OVER (
            PARTITION BY source_file, deal_id ORDER BY updated.at DESC NULLS LAST, source_row DESC
        ) AS is_last
    FROM rows
)
SELECT
    *,
    CASE
        WHEN won IS NOT NULL THEN won
        WHEN NOT is_closed THEN false
        WHEN lower(stage) = 'closed won' OR forecast = 'closed' THEN true
        WHEN is_closed AND (lower(stage) = 'closed lost' OR forecast = 'omitted') THEN false
    END AS is_won
FROM read

-- name: deals
SELECT
    shop_id, deal_id, name, coalesce(account_id, account) AS account_id, account, contact_id,
    coalesce(owner_id, owner) AS owner_id, owner, stage, changed AS stage_entered_at,
    is_closed, is_won, amount, upper(currency) AS currency,
    CASE WHEN probability BETWEEN 0 AND 100 THEN (probability / 100)::DOUBLE END AS probability,
    forecast AS forecast_category, created AS created_at, close_by."local"::DATE AS close_date,
    CASE WHEN is_closed THEN close_by END AS closed_at, activity AS last_activity_at,
    updated AS updated_at, next_step, lead_source, campaign, type, source_file, source_row
FROM _opportunities
WHERE is_last AND NOT coalesce(deleted, false)

-- name: excluded
SELECT
    source_file, source_row,
    CASE WHEN is_last THEN 'deleted in Salesforce' ELSE 'older copy of a deal in the same file' END
        AS reason
FROM _opportunities
WHERE NOT is_last OR deleted

-- name: said
SELECT
    'probabilities of opportunities that are not within 0 to 100, taken as blank: ' || count(*)
        AS sentence
FROM _opportunities
WHERE probability NOT BETWEEN 0 AND 100
HAVING count(*) > 0
