-- Quotas of reps or teams under the usual names, one row for each and period.
-- vendor: Any system (flat CSV)
-- export: a row for each rep and month, quarter or year: the rep as deals name the owner, the quota
-- cannot: what the quota is of: it is taken as the value of deals won
-- input: rows
--   rep      text   one-of:who        : sales_agent | sales_rep | rep | rep_name | salesperson | sales_person | owner
--   rep_id   text   one-of:who        : rep_id | owner_id | user_id
--   team     text   one-of:who        : team | sales_team
--   quota    money  needed key reject : quota | quota_amount | sales_quota | sales_target | revenue_target
--   period   text   one-of:when       : period | month | quarter | year | quota_period | fiscal_quarter
--   starts   text   one-of:when       : start_date | period_start | date
--   metric   text                     : metric
--   other    text   never             : deal_id | order_id | scope | value | actual | attainment | stage
--
-- A period is written as 2026, 2026-Q1, Q1 2026, 2026-03 or 2026/3, or as the first day of a month. A
-- row whose period says none of these is set aside.

-- name: _quotas
WITH read AS (
    SELECT *, upper(trim(coalesce(period, starts))) AS said FROM rows
)
SELECT
    *,
    CASE
        WHEN regexp_full_match(said, '\d{4}(\.0)?') THEN left(said, 4)
        WHEN regexp_full_match(said, '\d{4}[-/ ]?Q[1-4]') THEN left(said, 4) || '-Q' || right(said, 1)
        WHEN regexp_full_match(said, 'Q[1-4][-/ ]?\d{4}') THEN right(said, 4) || '-' || left(said, 2)
        WHEN
            regexp_full_match(said, '\d{4}[-/]\d{1,2}([-/]0?1)?( 00:00(:00)?)?')
            AND regexp_extract(said, '^\d{4}[-/](\d{1,2})', 1)::INTEGER BETWEEN 1 AND 12
            THEN
                left(said, 4) || '-' || lpad(regexp_extract(said, '^\d{4}[-/](\d{1,2})', 1), 2, '0')
    END AS of_period
FROM read

-- name: targets
SELECT
    shop_id, of_period AS period,
    CASE WHEN coalesce(rep_id, rep) IS NOT NULL THEN 'rep' ELSE 'team' END AS scope,
    coalesce(rep_id, rep, team) AS scope_id, lower(coalesce(metric, 'won_value')) AS metric,
    quota AS value, source_file, source_row
FROM _quotas
WHERE of_period IS NOT NULL AND coalesce(rep_id, rep, team) IS NOT NULL

-- name: excluded
SELECT source_file, source_row, 'quota of nobody, or of a period that is not known' AS reason
FROM _quotas
WHERE of_period IS NULL OR coalesce(rep_id, rep, team) IS NULL
