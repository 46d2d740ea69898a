-- How often the shop was found in web search, each day by query, page, device and country, and in `all`.
-- reads: search_splits
-- Of the splits that hold a day and have what is asked, the one counts that holds most days of the
-- shop, of several the one that splits least: what is searched seldom has no row where queries are
-- told apart.
WITH
dimensions AS (
    SELECT 'all' AS dimension
    UNION ALL
    SELECT 'query' AS dimension
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
            WHEN 'query' THEN coalesce(s.query, '(not stated)')
            WHEN 'page' THEN coalesce(s.page, '(not stated)')
            WHEN 'device' THEN coalesce(s.device, '(not stated)')
            WHEN 'country' THEN coalesce(s.country, '(not stated)')
            ELSE ''
        END AS member
    FROM search_splits AS s
    CROSS JOIN dimensions AS d
    WHERE
        CASE d.dimension
            WHEN 'query' THEN s.has_query
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
        member,
        sum(clicks) AS clicks,
        sum(impressions) AS impressions,
        -- Weighted by how often it was shown; what states no position weighs nothing.
        sum(position::DOUBLE * impressions::DOUBLE) AS places,
        sum(CASE WHEN position IS NOT NULL THEN impressions END) AS placed
    FROM asked
    GROUP BY shop_id, dimension, day, split, split_days, member
),
ranked AS (
    SELECT
        *,
        dense_rank() OVER (
            PARTITION BY shop_id, dimension, day ORDER BY split_days DESC, split
        ) AS place
    FROM summed
)
SELECT
    shop_id,
    dimension,
    day,
    member,
    clicks::BIGINT AS clicks,
    impressions::BIGINT AS impressions,
    places,
    placed::BIGINT AS placed
FROM ranked
WHERE place = 1
