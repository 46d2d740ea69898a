-- Google Search Console: how often the shop was found in search, by day (and query or page).
-- input: rows
--   day          date    needed key reject : Date
--   clicks       text    needed key        : Clicks
--   impressions  text    needed key        : Impressions
--   position     number  needed            : Position | Average position
--   ctr          rate                      : CTR | Site CTR | URL CTR
--   query        text                      : Query | Queries | Top queries | Search query
--   page         text                      : Page | Pages | Top pages | Landing page | URL
--   country      text                      : Country
--   device       text                      : Device
--   cost         money   never             : Cost | Amount spent
-- input: sums optional
--   clicks       text    needed            : Clicks
--   impressions  text    needed            : Impressions
--   position     text    needed            : Position | Average position
--   split        text    needed            : Query | Queries | Top queries | Search query | Page | Pages | Top pages | Landing page | URL | Country | Device | Search appearance
--   day          text    never             : Date | Day
--   cost         text    never             : Cost | Amount spent
-- input: filters optional
--   filter       text    needed            : Filter
--   value        text    needed            : Value
--
-- The export button writes a folder. Its Dates.csv is read; so is the answer of an API client by
-- date and query or page. Queries.csv, Pages.csv, Countries.csv, Devices.csv and Search
-- appearance.csv sum over a time that they do not state: they are passed over, and a note says so.
-- What is searched seldom has no row of its own, so queries sum to less than the dates.

-- name: search_daily
SELECT
    shop_id, day, query, page, country, device,
    -- A whole number: 1,204 and 1.204 both are thousands.
    try_cast(regexp_replace(COLUMNS('^(clicks|impressions)$'), '[., ](\d{3})', '\1', 'g') AS BIGINT),
    ctr, position, source_file, source_row
FROM rows

-- name: excluded
SELECT source_file, source_row, 'a sum of web search over days that it does not state' AS reason
FROM sums
UNION ALL
SELECT source_file, source_row, 'a filter of the export of web search' AS reason
FROM filters

-- name: said
SELECT
    string_agg(DISTINCT source_file, ', ' ORDER BY source_file)
    || ': passed over, for no row says its day. Dates.csv of the same export does. For queries and '
    || 'pages export them by date, which the Search Console API does and its button does not'
FROM sums
HAVING count(*) > 0
