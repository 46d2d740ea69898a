-- Google Analytics 4's reports without a day: sums over the time that stands above the header.
-- input: sums
--   sessions     text    one-of:number  : Sessions
--   viewed       text    one-of:number  : Items viewed
--   views        text    one-of:number  : Views
--   split        text    needed         : Session primary channel group (Default Channel Group) | Session default channel group | Session primary channel group | Session default channel grouping | Session source / medium | Session source/medium | Landing page | Landing page + query string | Page path and screen class | Page title and screen class | Page path + query string | Item name | Item ID
--   day          text    never          : Date
--   cost         text    never          : Cost | Amount spent
--
-- Numbers without a day can be held against no others, so no row is used.

-- name: traffic_daily
SELECT
    shop_id, NULL::DATE AS day, source_file, source_row
FROM sums
WHERE false

-- name: items_daily
SELECT
    shop_id, NULL::DATE AS day, '' AS item, source_file, source_row
FROM sums
WHERE false

-- name: excluded
SELECT source_file, source_row, 'a sum over days that the analytics export does not state' AS reason
FROM sums

-- name: said
SELECT
    string_agg(DISTINCT source_file, ', ' ORDER BY source_file)
    || ': a sum over many days, so it is passed over. Export it by day: in Explore > Free form '
    || 'put Date among the rows'
FROM sums
HAVING count(*) > 0
