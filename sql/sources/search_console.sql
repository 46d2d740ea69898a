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
--
-- The export of the dates chart, or of an API client by date and query or page. A file without dates
-- (Queries.csv, Pages.csv) sums over a time that it does not state: it is none of these. What is
-- searched seldom has no row of its own there, so queries sum to less than the dates.

-- name: search_daily
SELECT
    shop_id, day, query, page, country, device,
    -- A whole number: 1,204 and 1.204 both are thousands.
    try_cast(regexp_replace(COLUMNS('^(clicks|impressions)$'), '[., ](\d{3})', '\1', 'g') AS BIGINT),
    ctr, position, source_file, source_row
FROM rows
