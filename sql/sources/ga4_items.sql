-- Google Analytics 4: what visits did with each item, by day (Monetisation > E-commerce purchases).
-- input: rows
--   day          text    needed      : Date
--   item         text    needed      : Item name | Item
--   sku          text                : Item ID | Item SKU
--   category     text                : Item category
--   viewed       text    one-of:item : Items viewed
--   added        text                : Items added to cart
--   checked_out  text                : Items checked out
--   purchased    text    one-of:item : Items purchased
--   revenue      money               : Item revenue | Gross item revenue
-- input: sums optional
--   item         text    needed      : Item name | Item ID
--   viewed       text    one-of:item : Items viewed
--   purchased    text    one-of:item : Items purchased
--   day          text    never       : Date | Day
--
-- A day is written 20260901. The report without a day sums over those that stand above its header:
-- it is passed over, and a note says so. Lines of `#` stand above the header. The row of the totals
-- is no day: it is excluded. `(not set)` is an item like others.

-- name: _days
SELECT
    day AS written,
    coalesce(item, '(not set)') AS item, sku, category, revenue, shop_id, source_file, source_row,
    -- A whole number: 1,204 and 1.204 both are thousands.
    try_cast(
        regexp_replace(
            COLUMNS('^(viewed|added|checked_out|purchased)$'),
            '[., ](\d{3})', '\1', 'g'
        ) AS BIGINT
    ),
    coalesce(
        CASE WHEN length(day) = 8 THEN try_strptime(day, '%Y%m%d') END,
        try_strptime(day, '%Y-%m-%d')
    )::DATE AS day
FROM rows

-- name: items_daily
SELECT
    shop_id, day, item, sku, category, viewed, added, checked_out, purchased, revenue, source_file,
    source_row
FROM _days
WHERE day IS NOT NULL

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN coalesce(lower(written), 'grand total') IN ('grand total', 'total', 'totals')
            THEN 'a total of the analytics export'
        ELSE 'a day of the analytics export that cannot be read'
    END AS reason
FROM _days
WHERE day IS NULL
UNION ALL
SELECT source_file, source_row, 'a sum of the analytics export over several days' AS reason
FROM sums

-- name: said
SELECT
    source_file || ': ' || count(*) || ' rows such as that of ' || min(written)
    || ' have no day that is written 20260901: they are excluded'
FROM _days
WHERE
    day IS NULL
    AND lower(written) NOT IN ('grand total', 'total', 'totals')
GROUP BY source_file
UNION ALL
SELECT
    string_agg(DISTINCT source_file, ', ' ORDER BY source_file)
    || ': passed over, for no row says its day. In Explore > Free form put Date beside Item name '
    || 'among the rows'
FROM sums
HAVING count(*) > 0
