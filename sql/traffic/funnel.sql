-- From visits to orders: how many of each step, by page and as a whole, against another window.
-- reads: visits_by
-- may read: channel_days
-- $by VARCHAR: page, channel, .., or all
-- $start_at, $end_at TIMESTAMP: the window [start, end), of whole days
-- $base_from, $base_to TIMESTAMP: the window compared with
-- $alone BIGINT: 1 where the window compared with is not known at all, so that nothing is compared
-- $since_at TIMESTAMP: how far back own bests are looked for
-- $length BIGINT: days of the window

-- name: funnel_days
-- Each day of each shop.
SELECT
    shop_id AS shop,
    day,
    sessions,
    purchases
FROM visits_by
WHERE dimension = 'all' AND day >= $since_at AND day < $end_at
ORDER BY shop_id, day

-- name: steps
-- Only days that both windows know. What does not say who bought stands apart: it has no steps.
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
    p.is_now = 1 AS is_now,
    sum(CASE WHEN p.purchases IS NOT NULL THEN p.sessions ELSE 0 END)::BIGINT AS sessions,
    CASE WHEN count(p.add_to_cart) = count(p.purchases) THEN sum(p.add_to_cart) END::BIGINT AS carts,
    CASE WHEN count(p.checkouts) = count(p.purchases) THEN sum(p.checkouts) END::BIGINT AS checkouts,
    coalesce(sum(p.purchases), 0)::BIGINT AS purchases,
    sum(p.revenue)::DECIMAL(28, 8) AS revenue,
    sum(CASE WHEN p.purchases IS NULL THEN p.sessions ELSE 0 END)::BIGINT AS unstated
FROM placed AS p
INNER JOIN alike AS a ON p.shop_id = a.shop_id AND p.place = a.place
GROUP BY p.member, p.is_now
ORDER BY p.member, p.is_now DESC

-- name: earlier
-- The steps of earlier runs of as many days, back from the window: the shop's own best.
WITH
runs AS (
    SELECT
        *,
        floor(
            (date_diff('day', day, $start_at::DATE) - 1)::DOUBLE / nullif($length::DOUBLE, 0.0::DOUBLE)
        )::BIGINT AS back
    FROM visits_by
    WHERE dimension = 'all' AND day >= $since_at AND day < $start_at AND purchases IS NOT NULL
)
SELECT
    back,
    count(DISTINCT day) AS days,
    sum(sessions)::BIGINT AS sessions,
    CASE WHEN count(add_to_cart) = count(*) THEN sum(add_to_cart) END::BIGINT AS carts,
    CASE WHEN count(checkouts) = count(*) THEN sum(checkouts) END::BIGINT AS checkouts,
    sum(purchases)::BIGINT AS purchases
FROM runs
GROUP BY back
ORDER BY back

-- name: web_orders
-- What the shop itself sold each day, by channel.
SELECT
    shop_id AS shop,
    day,
    channel,
    orders,
    order_value
FROM channel_days
WHERE day >= $since_at AND day < $end_at
ORDER BY shop_id, day, channel
