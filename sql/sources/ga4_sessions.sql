-- Google Analytics 4: sessions by day, by landing page, channel, source, device or country.
-- input: rows
--   day            text    needed        : Date | Event date
--   sessions       text    needed        : Sessions
--   channel        text                  : Session primary channel group (Default Channel Group) | Session default channel group | Session primary channel group | Session default channel grouping | Default channel group | sessionDefaultChannelGroup | sessionPrimaryChannelGroup
--   source_medium  text                  : Session source / medium | Session source/medium | Source / medium | sessionSourceMedium
--   page           text                  : Landing page | Landing page + query string | landingPage | landingPagePlusQueryString
--   device         text                  : Device category | Device | deviceCategory
--   country        text                  : Country
--   engaged        text                  : Engaged sessions | engagedSessions
--   users          text                  : Active users | Total users | Users | activeUsers | totalUsers
--   carts          text                  : Add to carts | Add-to-carts | Adds to cart | addToCarts
--   checkouts      text                  : Checkouts
--   purchases      text                  : Ecommerce purchases | E-commerce purchases | Purchases | Transactions | ecommercePurchases
--   revenue        money                 : Total revenue | Purchase revenue | totalRevenue | purchaseRevenue
--   clicks         number  never         : Clicks
--   cost           money   never         : Cost | Amount spent
-- input: sums optional
--   sessions       text    one-of:number : Sessions
--   views          text    one-of:number : Views
--   users          text    one-of:number : Active users | Total users
--   split          text    needed        : Session primary channel group (Default Channel Group) | Session default channel group | Session primary channel group | Session source / medium | Session source/medium | Landing page | Landing page + query string | Page path and screen class | Page title and screen class | Device category
--   day            text    never         : Date | Day | Event date
--   cost           text    never         : Cost | Amount spent
--
-- A report or exploration with the day among its dimensions; a day is written 20260901. One without
-- sums over the days that stand above its header: it is passed over, and a note says so. Lines of
-- `#` stand above the header. The row of the totals is no day: it is excluded. `(not set)` is a
-- value like others. Carts, checkouts and purchases are events there: a visit may have several.

-- name: _days
SELECT
    day AS written,
    channel, source_medium, page, device, country, revenue, shop_id, source_file, source_row,
    -- A whole number: 1,204 and 1.204 both are thousands.
    try_cast(
        regexp_replace(
            COLUMNS('^(sessions|engaged|users|carts|checkouts|purchases)$'),
            '[., ](\d{3})', '\1', 'g'
        ) AS BIGINT
    ),
    coalesce(
        CASE WHEN length(day) = 8 THEN try_strptime(day, '%Y%m%d') END,
        try_strptime(day, '%Y-%m-%d')
    )::DATE AS day
FROM rows

-- name: traffic_daily
SELECT
    shop_id, day, channel, source_medium, page AS landing_page, device, country, sessions, engaged,
    users, carts AS add_to_cart, checkouts, purchases, revenue, source_file, source_row
FROM _days
WHERE day IS NOT NULL AND sessions IS NOT NULL

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN coalesce(lower(written), 'grand total') IN ('grand total', 'total', 'totals')
            THEN 'a total of the analytics export'
        WHEN day IS NULL THEN 'a day of the analytics export that cannot be read'
        ELSE 'sessions that are no whole number'
    END AS reason
FROM _days
WHERE day IS NULL OR sessions IS NULL
UNION ALL
SELECT source_file, source_row, 'a sum of the analytics export over several days' AS reason
FROM sums

-- name: said
SELECT
    source_file || ': ' || count(*) || ' rows such as that of ' || min(written)
    || ' have no day that is written 20260901, or no sessions: they are excluded'
FROM _days
WHERE
    (day IS NULL OR sessions IS NULL)
    AND lower(written) NOT IN ('grand total', 'total', 'totals')
GROUP BY source_file
UNION ALL
SELECT
    string_agg(DISTINCT source_file, ', ' ORDER BY source_file)
    || ': passed over, for no row says its day. In Explore > Free form put Date among the rows, '
    || 'and Sessions among the values'
FROM sums
HAVING count(*) > 0
