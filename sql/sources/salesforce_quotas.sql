-- Salesforce's quotas (ForecastingQuota), one row for each rep and month or quarter.
-- vendor: Salesforce
-- export: Data Loader > Export > ForecastingQuota, with Period.Type or for one forecast type
-- cannot: whether a quota is of a month or a quarter, unless Period.Type or another row shows it
-- cannot: the names of reps, only their ids
-- unverified: Period.Type
-- input: rows
--   owner_id   text   needed key        : QuotaOwnerId
--   starts     date   needed key reject : StartDate
--   amount     money  one-of:value      : QuotaAmount
--   quantity   number one-of:value      : QuotaQuantity
--   quota_id   text   unique            : Id
--   kind       text                     : ForecastingTypeId
--   family     text                     : ProductFamily
--   territory  text                     : Territory2Id
--   currency   text                     : CurrencyIsoCode
--   period     text                     : Period.Type
--   by_amount  flag                     : IsAmount
--   deleted    flag                     : IsDeleted
--
-- A quota states only the day on which its period begins. Where Period.Type is not exported, those of a
-- forecast type of which all begin with a quarter, on two days or more, are of quarters; all others
-- are of months, and what was taken is said. An amount is a target of won_value, a quantity of
-- won_quantity. Quotas of product families are added up for each rep; those of several forecast types
-- or currencies are not one target: the rest is set aside.

-- name: _quotas
WITH
typed AS (
    SELECT
        *,
        CASE
            WHEN lower(period) IN ('month', 'quarter', 'year') THEN lower(period)
            WHEN
                bool_and(month(starts) IN (1, 4, 7, 10)) OVER of_type
                AND min(starts) OVER of_type < max(starts) OVER of_type
                THEN 'quarter'
            ELSE 'month'
        END AS span,
        first_value(concat_ws('|', kind, currency)) OVER (
            PARTITION BY source_file ORDER BY source_row
        ) AS first_type
    FROM rows
    WINDOW of_type AS (PARTITION BY source_file, kind)
)
SELECT
    *,
    CASE span
        WHEN 'year' THEN year(starts)::VARCHAR
        WHEN 'quarter' THEN year(starts) || '-Q' || quarter(starts)
        ELSE strftime(starts, '%Y-%m')
    END AS of_period,
    CASE
        WHEN deleted THEN 'deleted in Salesforce'
        WHEN concat_ws('|', kind, currency) <> first_type
            THEN 'quota of another forecast type or currency than the first'
        WHEN amount IS NULL AND quantity IS NULL THEN 'quota without an amount'
    END AS aside
FROM typed

-- name: targets
SELECT
    shop_id, of_period AS period, 'rep' AS scope, owner_id AS scope_id,
    CASE WHEN amount IS NOT NULL AND coalesce(by_amount, true) THEN 'won_value' ELSE 'won_quantity' END
        AS metric,
    CASE
        WHEN amount IS NOT NULL AND coalesce(by_amount, true)
            THEN sum(amount) OVER (PARTITION BY source_file, owner_id, of_period)
        ELSE sum(quantity) OVER (PARTITION BY source_file, owner_id, of_period)
    END AS value,
    source_file, source_row
FROM _quotas
WHERE aside IS NULL
QUALIFY row_number() OVER (PARTITION BY source_file, owner_id, of_period ORDER BY source_row) = 1

-- name: excluded
SELECT source_file, source_row, aside AS reason
FROM _quotas
WHERE aside IS NOT NULL
UNION ALL
SELECT source_file, source_row, 'added to the same rep''s quota of the period' AS reason
FROM _quotas
WHERE aside IS NULL
QUALIFY row_number() OVER (PARTITION BY source_file, owner_id, of_period ORDER BY source_row) > 1

-- name: said
SELECT
    'quotas of Salesforce that do not say how long they run, taken as those of a ' || span || ': '
    || count(*) AS sentence
FROM _quotas
WHERE aside IS NULL AND period IS NULL
GROUP BY span
HAVING count(*) > 0
ORDER BY span
