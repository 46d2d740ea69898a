-- Visits of each day by channel, source, page, device and country, and of `all`: each visit once in each.
-- reads: visit_splits
-- Of the splits that hold a day and have what is asked, the one counts that holds most days of the
-- shop, so that days compare; of several the one with most sessions. A column is NULL where it does
-- not state it.
WITH
dimensions AS (
    SELECT 'all' AS dimension
    UNION ALL
    SELECT 'channel' AS dimension
    UNION ALL
    SELECT 'source' AS dimension
    UNION ALL
    SELECT 'page' AS dimension
    UNION ALL
    SELECT 'device' AS dimension
    UNION ALL
    SELECT 'country' AS dimension
),
asked AS (
    SELECT
        s.*,
        d.dimension,
        CASE d.dimension
            WHEN 'channel' THEN coalesce(s.channel, '(not stated)')
            WHEN 'source' THEN coalesce(s.source_medium, '(not stated)')
            WHEN 'page' THEN coalesce(s.landing_page, '(not stated)')
            WHEN 'device' THEN coalesce(s.device, '(not stated)')
            WHEN 'country' THEN coalesce(s.country, '(not stated)')
            ELSE ''
        END AS member
    FROM visit_splits AS s
    CROSS JOIN dimensions AS d
    WHERE
        CASE d.dimension
            WHEN 'channel' THEN s.has_channel
            WHEN 'source' THEN s.has_source
            WHEN 'page' THEN s.has_page
            WHEN 'device' THEN s.has_device
            WHEN 'country' THEN s.has_country
            ELSE 1
        END = 1
),
summed AS (
    SELECT
        shop_id,
        dimension,
        day,
        split,
        split_days,
        split_sessions,
        member,
        sum(sessions) AS sessions,
        sum(engaged) AS engaged,
        sum(add_to_cart) AS add_to_cart,
        sum(checkouts) AS checkouts,
        sum(purchases) AS purchases,
        sum(revenue) AS revenue
    FROM asked
    GROUP BY shop_id, dimension, day, split, split_days, split_sessions, member
),
ranked AS (
    SELECT
        *,
        dense_rank() OVER (
            PARTITION BY shop_id, dimension, day ORDER BY split_days DESC, split_sessions DESC, split
        ) AS place
    FROM summed
)
SELECT
    shop_id,
    dimension,
    day,
    member,
    sessions::BIGINT AS sessions,
    engaged::BIGINT AS engaged,
    add_to_cart::BIGINT AS add_to_cart,
    checkouts::BIGINT AS checkouts,
    purchases::BIGINT AS purchases,
    revenue
FROM ranked
WHERE place = 1
