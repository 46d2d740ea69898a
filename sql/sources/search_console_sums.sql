-- Google Search Console's other files, Queries.csv and Pages.csv among them: sums over days that they do not state.
-- input: sums
--   clicks       text    needed        : Clicks
--   impressions  text    needed        : Impressions
--   position     text    needed        : Position | Average position
--   query        text    one-of:split  : Query | Queries | Top queries | Search query
--   page         text    one-of:split  : Page | Pages | Top pages | Landing page | URL
--   country      text    one-of:split  : Country
--   device       text    one-of:split  : Device
--   appearance   text    one-of:split  : Search appearance
--   day          text    never         : Date
--   cost         text    never         : Cost | Amount spent
-- input: filters optional
--   filter       text    needed        : Filter
--   value        text    needed        : Value
--
-- The export button writes a folder: only its Dates.csv says which day a number is of. Numbers
-- without a day can be held against no others, so no row of the rest is used.

-- name: search_daily
SELECT
    shop_id, NULL::DATE AS day, source_file, source_row
FROM sums
WHERE false

-- name: excluded
SELECT source_file, source_row, 'a sum over days that web search does not state' AS reason FROM sums
UNION ALL
SELECT source_file, source_row, 'a filter of web search, no number' AS reason FROM filters

-- name: said
SELECT
    string_agg(DISTINCT source_file, ', ' ORDER BY source_file)
    || ': sums over days that are not stated, so they are passed over. Dates.csv of the same '
    || 'export is read. For queries or pages by day export the dimension date beside them (API, '
    || 'Looker Studio, BigQuery)'
FROM sums
HAVING count(*) > 0
