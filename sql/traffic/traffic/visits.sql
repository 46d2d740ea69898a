-- Visits of a window by channel, page, source, device or country, against those of another.
-- reads: visits_by
-- then asks: traffic/search
-- $by VARCHAR: channel, page, .., or all
-- $start_at, $end_at TIMESTAMP: the window [start, end), of whole days
-- $base_from, $base_to TIMESTAMP: the window compared with
-- $alone BIGINT: 1 where the window compared with is not known at all, so that nothing is compared
-- $since_at TIMESTAMP: how far back the days before tell what is usual
-- $length BIGINT: days of such a run
-- $least BIGINT: sessions of the window compared with; of less nobody asks what is usual

-- name: days
-- Each day of each shop.
SELECT
    shop_id AS shop,
    day,
    sessions,
    purchases
FROM visits_by
WHERE dimension = 'all' AND day >= $since_at AND day < $end_at
ORDER BY shop_id, day

-- name: members
-- Only days that both windows know, of the same place in each: what has not arrived is not zero.
WITH
placed AS (
    SELECT
        v.*,
        date_diff('day', $start_at::DATE, v.day) AS place,
        1 AS is_now
    FROM visits_by AS v
    WHERE v.dimension = $by AND v.day >= $start_at AND v.day < $end_at
    UNION ALL
    SELECT
        v.*,
        date_diff('day', $base_from::DATE, v.day) AS place,
        0 AS is_now
    FROM visits_by AS v
    WHERE v.dimension = $by AND v.day >= $base_from AND v.day < $base_to
),
alike AS (
    SELECT
        shop_id,
        place
    FROM placed
    GROUP BY shop_id, place
    HAVING max(is_now) > min(is_now) OR (max(is_now) = 1 AND $alone = 1)
)
SELECT
    p.member,
    sum(p.sessions * p.is_now)::BIGINT AS sessions,
    sum(p.sessions * (1 - p.is_now))::BIGINT AS sessions_base,
    sum(p.engaged * p.is_now)::BIGINT AS engaged,
    sum(p.purchases * p.is_now)::BIGINT AS purchases,
    sum(p.purchases * (1 - p.is_now))::BIGINT AS purchases_base,
    sum(p.revenue * p.is_now)::DECIMAL(28, 8) AS revenue,
    sum(p.revenue * (1 - p.is_now))::DECIMAL(28, 8) AS revenue_base
FROM placed AS p
INNER JOIN alike AS a ON p.shop_id = a.shop_id AND p.place = a.place
GROUP BY p.member
ORDER BY sum(p.sessions * p.is_now) DESC, p.member

-- name: runs
-- Sessions in runs of as many days as the window has, back from it: what is usual of each.
WITH
runs AS (
    SELECT
        member,
        floor(
            (date_diff('day', day, $start_at::DATE) - 1)::DOUBLE / nullif($length::DOUBLE, 0.0::DOUBLE)
        )::BIGINT AS back,
        sessions
    FROM visits_by
    WHERE dimension = $by AND day >= $since_at AND day < $start_at
),
large AS (
    SELECT member
    FROM visits_by
    WHERE dimension = $by AND day >= $base_from AND day < $base_to
    GROUP BY member
    HAVING sum(sessions) >= $least
)
SELECT
    r.member,
    r.back,
    sum(r.sessions)::BIGINT AS sessions
FROM runs AS r
INNER JOIN large AS l ON r.member = l.member
GROUP BY r.member, r.back
ORDER BY r.member, r.back
