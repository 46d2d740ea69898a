-- Sessions of each day of a shop, each visit once, and how many of them bought.
-- reads: traffic_daily
-- Files may split the same visits in several ways, by page or by channel, and so say them twice.
-- Of the splits that hold a day, the one counts that holds most days of the shop, so that days
-- compare; of several the one with most sessions. Purchases are NULL where it does not state them.
WITH
files AS (
    SELECT
        shop_id,
        source_file,
        max(CASE WHEN channel IS NOT NULL THEN 1 ELSE 0 END)
        + max(CASE WHEN source_medium IS NOT NULL THEN 2 ELSE 0 END)
        + max(CASE WHEN landing_page IS NOT NULL THEN 4 ELSE 0 END)
        + max(CASE WHEN device IS NOT NULL THEN 8 ELSE 0 END)
        + max(CASE WHEN country IS NOT NULL THEN 16 ELSE 0 END) AS split
    FROM traffic_daily
    GROUP BY shop_id, source_file
),
days AS (
    SELECT
        t.shop_id,
        t.day,
        f.split,
        sum(t.sessions) AS sessions,
        sum(t.purchases) AS purchases
    FROM traffic_daily AS t
    INNER JOIN files AS f ON t.shop_id = f.shop_id AND t.source_file = f.source_file
    WHERE t.sessions IS NOT NULL
    GROUP BY t.shop_id, t.day, f.split
),
splits AS (
    SELECT
        shop_id,
        split,
        count(*) AS days,
        sum(sessions) AS sessions
    FROM days
    GROUP BY shop_id, split
),
ranked AS (
    SELECT
        d.shop_id,
        d.day,
        d.sessions,
        d.purchases,
        row_number() OVER (
            PARTITION BY d.shop_id, d.day ORDER BY s.days DESC, s.sessions DESC, d.split
        ) AS place
    FROM days AS d
    INNER JOIN splits AS s ON d.shop_id = s.shop_id AND d.split = s.split
)
SELECT
    shop_id,
    day,
    sessions::BIGINT AS sessions,
    purchases::BIGINT AS purchases
FROM ranked
WHERE place = 1
