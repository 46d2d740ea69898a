-- How the shop was found in web search in a window, by query or page, against another window.
-- reads: searches_by
-- $by VARCHAR: query, page, device, country, or all
-- $start_at, $end_at TIMESTAMP: the window [start, end), of whole days
-- $base_from, $base_to TIMESTAMP: the window compared with
-- $alone BIGINT: 1 where the window compared with is not known at all, so that nothing is compared

-- name: search_days
-- Each day of each shop until the window ends.
SELECT
    shop_id AS shop,
    day,
    clicks,
    impressions
FROM searches_by
WHERE dimension = 'all' AND day < $end_at
ORDER BY shop_id, day

-- name: searched
-- Only days that both windows know, of the same place in each: what has not arrived is not zero.
WITH
placed_days AS (
    SELECT
        v.*,
        date_diff('day', $start_at::DATE, v.day) AS place,
        1 AS is_now
    FROM searches_by AS v
    WHERE v.dimension = $by AND v.day >= $start_at AND v.day < $end_at
    UNION ALL
    SELECT
        v.*,
        date_diff('day', $base_from::DATE, v.day) AS place,
        0 AS is_now
    FROM searches_by AS v
    WHERE v.dimension = $by AND v.day >= $base_from AND v.day < $base_to
),
alike AS (
    SELECT
        shop_id,
        place
    FROM placed_days
    GROUP BY shop_id, place
    HAVING max(is_now) > min(is_now) OR (max(is_now) = 1 AND $alone = 1)
)
SELECT
    p.member,
    sum(p.clicks * p.is_now)::BIGINT AS clicks,
    sum(p.clicks * (1 - p.is_now))::BIGINT AS clicks_base,
    sum(p.impressions * p.is_now)::BIGINT AS impressions,
    sum(p.impressions * (1 - p.is_now))::BIGINT AS impressions_base,
    sum(CASE WHEN p.is_now = 1 THEN p.places END)
    / nullif(sum(p.placed * p.is_now)::DOUBLE, 0.0::DOUBLE) AS position,
    sum(CASE WHEN p.is_now = 0 THEN p.places END)
    / nullif(sum(p.placed * (1 - p.is_now))::DOUBLE, 0.0::DOUBLE) AS position_base
FROM placed_days AS p
INNER JOIN alike AS a ON p.shop_id = a.shop_id AND p.place = a.place
GROUP BY p.member
ORDER BY sum(p.clicks * p.is_now) DESC, sum(p.impressions * p.is_now) DESC, p.member
