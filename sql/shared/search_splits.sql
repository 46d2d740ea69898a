-- Every row of web search with the way that its file splits it: by query, by page, by device, ..
-- reads: search_daily
-- Files may split the same clicks in several ways: of a day only one split may be summed. `split`
-- names the way by the sum of its bits, least where it splits least.
WITH
files AS (
    SELECT
        shop_id,
        source_file,
        max(CASE WHEN query IS NOT NULL THEN 1 ELSE 0 END) AS has_query,
        max(CASE WHEN page IS NOT NULL THEN 1 ELSE 0 END) AS has_page,
        max(CASE WHEN device IS NOT NULL THEN 1 ELSE 0 END) AS has_device,
        max(CASE WHEN country IS NOT NULL THEN 1 ELSE 0 END) AS has_country
    FROM search_daily
    GROUP BY shop_id, source_file
),
ways AS (
    SELECT
        *,
        has_device + 2 * has_country + 4 * has_page + 8 * has_query AS split
    FROM files
),
lengths AS (
    SELECT
        t.shop_id,
        w.split,
        count(DISTINCT t.day) AS split_days
    FROM search_daily AS t
    INNER JOIN ways AS w ON t.shop_id = w.shop_id AND t.source_file = w.source_file
    GROUP BY t.shop_id, w.split
)
SELECT
    t.shop_id,
    t.day,
    t.query,
    t.page,
    t.country,
    t.device,
    t.clicks,
    t.impressions,
    t.position,
    w.has_query,
    w.has_page,
    w.has_device,
    w.has_country,
    w.split,
    s.split_days
FROM search_daily AS t
INNER JOIN ways AS w ON t.shop_id = w.shop_id AND t.source_file = w.source_file
INNER JOIN lengths AS s ON t.shop_id = s.shop_id AND w.split = s.split
