-- Every row of visits with the way that its file splits them: by channel, by page, by device, ..
-- reads: traffic_daily
-- Files may split the same visits in several ways, and so say them twice: of a day only one split
-- may be summed. `split` names the way by the sum of its bits, and the other columns rank it: take
-- of those that have what is asked the one with most days, of several that with most sessions.
WITH
files AS (
    SELECT
        shop_id,
        source_file,
        max(CASE WHEN channel IS NOT NULL THEN 1 ELSE 0 END) AS has_channel,
        max(CASE WHEN source_medium IS NOT NULL THEN 1 ELSE 0 END) AS has_source,
        max(CASE WHEN landing_page IS NOT NULL THEN 1 ELSE 0 END) AS has_page,
        max(CASE WHEN device IS NOT NULL THEN 1 ELSE 0 END) AS has_device,
        max(CASE WHEN country IS NOT NULL THEN 1 ELSE 0 END) AS has_country
    FROM traffic_daily
    GROUP BY shop_id, source_file
),
ways AS (
    SELECT
        *,
        has_channel + 2 * has_source + 4 * has_page + 8 * has_device + 16 * has_country AS split
    FROM files
),
summed AS (
    SELECT
        t.shop_id,
        w.split,
        count(DISTINCT t.day) AS split_days,
        sum(t.sessions) AS split_sessions
    FROM traffic_daily AS t
    INNER JOIN ways AS w ON t.shop_id = w.shop_id AND t.source_file = w.source_file
    WHERE t.sessions IS NOT NULL
    GROUP BY t.shop_id, w.split
)
SELECT
    t.shop_id,
    t.day,
    t.channel,
    t.source_medium,
    t.landing_page,
    t.device,
    t.country,
    t.sessions,
    t.engaged,
    t.add_to_cart,
    t.checkouts,
    t.purchases,
    t.revenue,
    w.has_channel,
    w.has_source,
    w.has_page,
    w.has_device,
    w.has_country,
    w.split,
    s.split_days,
    s.split_sessions
FROM traffic_daily AS t
INNER JOIN ways AS w ON t.shop_id = w.shop_id AND t.source_file = w.source_file
INNER JOIN summed AS s ON t.shop_id = s.shop_id AND w.split = s.split
WHERE t.sessions IS NOT NULL
