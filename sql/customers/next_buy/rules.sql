-- What customers buy after what: A on one day, B on a later one.
-- reads: goods_bought, numbered_goods
-- $start_day DATE, $last_day DATE: from which to which day orders count
-- $within BIGINT: days after A in which B counts
-- $seen_day DATE: the last day of an A whose days after it are all observed
-- $by VARCHAR: sku, product or category
-- $least BIGINT: customers, that a rule of fewer is left out
-- $width DOUBLE: standard errors of the lower bound
-- $most BIGINT: rules that are returned, the best

-- name: rules
-- Each rule once for each tenth of the days in which it came true.
WITH
named AS (
    SELECT
        good,
        CASE $by WHEN 'sku' THEN sku WHEN 'product' THEN product ELSE category END AS name
    FROM numbered_goods
),
items AS (
    SELECT
        good,
        name,
        dense_rank() OVER (ORDER BY name)::INTEGER AS item
    FROM named
    WHERE name IS NOT NULL
),
names AS (
    SELECT DISTINCT
        item,
        name
    FROM items
),
-- What a customer buys on one day is one trip.
bought AS (
    SELECT
        p.buyer,
        p.day,
        (p.buyer::BIGINT * 100000 + date_diff('day', DATE '1970-01-01', p.day)) AS trip,
        i.item
    FROM goods_bought AS p
    INNER JOIN items AS i ON p.good = i.good
    WHERE p.day >= $start_day AND p.day <= $last_day AND $by = 'sku'
    UNION ALL
    SELECT DISTINCT
        p.buyer,
        p.day,
        (p.buyer::BIGINT * 100000 + date_diff('day', DATE '1970-01-01', p.day)) AS trip,
        i.item
    FROM goods_bought AS p
    INNER JOIN items AS i ON p.good = i.good
    WHERE p.day >= $start_day AND p.day <= $last_day AND $by <> 'sku'
),
trips AS (
    SELECT
        buyer,
        trip,
        day,
        count(*) AS items
    FROM bought
    GROUP BY buyer, trip, day
),
-- Days in stretches as long as B may take: it falls in A's own or in the next, and no customer's
-- trips are held against all their others.
stretches AS (
    SELECT
        *,
        floor(
            date_diff('day', DATE '1970-01-01', day) / nullif($within::DOUBLE, 0)
        )::BIGINT AS stretch
    FROM trips
),
from_trips AS (
    SELECT *
    FROM stretches
    WHERE day <= $seen_day
    UNION ALL
    SELECT
        buyer,
        trip,
        day,
        items,
        stretch + 1 AS stretch
    FROM stretches
    WHERE day <= $seen_day
),
later AS (
    SELECT
        t.trip,
        n.trip AS next_trip,
        t.day,
        t.items
    FROM from_trips AS t
    INNER JOIN stretches AS n ON t.buyer = n.buyer AND t.stretch = n.stretch
    WHERE t.day < n.day AND date_diff('day', t.day, n.day) <= $within
),
-- What came after each trip, how soon, and how much was on the trip itself.
came AS (
    SELECT
        l.trip,
        b.item,
        min(date_diff('day', l.day, b.day)) AS gap,
        max(l.items) AS items
    FROM later AS l
    INNER JOIN bought AS b ON l.next_trip = b.trip
    GROUP BY l.trip, b.item
),
-- Not what was bought on the trip itself: who has A and B has nothing to buy next.
followed AS (
    SELECT c.*
    FROM came AS c
    WHERE NOT EXISTS (
        SELECT 1
        FROM bought AS b
        WHERE c.trip = b.trip AND c.item = b.item
    )
),
-- A purchase is an item of a trip; these are the ones whose days after are all observed.
seen AS (
    SELECT
        b.buyer,
        b.trip,
        b.item,
        t.items
    FROM bought AS b
    INNER JOIN trips AS t ON b.trip = t.trip
    WHERE t.day <= $seen_day
),
firsts AS (
    SELECT
        item,
        count(*) AS times,
        sum(items) AS beside
    FROM seen
    GROUP BY item
),
seconds AS (
    SELECT
        item,
        count(*) AS times,
        sum(items) AS after
    FROM followed
    GROUP BY item
),
whole AS (
    SELECT sum(items) AS purchases
    FROM trips
    WHERE day <= $seen_day
),
-- Of the purchases of anything on trips without B: the share that B came after.
bases AS (
    SELECT
        s.item,
        s.after::DOUBLE / nullif(w.purchases - coalesce(f.beside, 0), 0) AS base_rate
    FROM seconds AS s
    CROSS JOIN whole AS w
    LEFT JOIN firsts AS f ON s.item = f.item
    WHERE s.times >= $least
),
leads AS (
    SELECT s.*
    FROM seen AS s
    INNER JOIN firsts AS f ON s.item = f.item
    WHERE f.times >= $least
),
-- A and B as one number: counted in half the time that two take.
of_customers AS (
    SELECT
        l.item * 10000000::BIGINT + f.item AS pair,
        l.buyer,
        count(*) AS times
    FROM followed AS f
    INNER JOIN leads AS l ON f.trip = l.trip
    GROUP BY l.item * 10000000::BIGINT + f.item, l.buyer
),
-- What one customer does again is no second witness: (sum x)^2 / sum x^2 of them are.
pairs AS (
    SELECT
        floor(pair / 10000000.0::DOUBLE)::INTEGER AS a,
        (pair - 10000000 * floor(pair / 10000000.0::DOUBLE)::BIGINT)::INTEGER AS b,
        count(*) AS customers,
        sum(times) AS n,
        sum(times * times)::DOUBLE / nullif(sum(times), 0) AS alike
    FROM of_customers
    GROUP BY pair
    HAVING count(*) >= $least
),
firsts_wanted AS (
    SELECT DISTINCT a AS item
    FROM pairs
),
seconds_wanted AS (
    SELECT DISTINCT b AS item
    FROM pairs
),
together AS (
    SELECT
        x.item AS a,
        y.item AS b,
        count(*) AS n
    FROM leads AS x
    INNER JOIN firsts_wanted AS a ON x.item = a.item
    INNER JOIN seen AS y ON x.trip = y.trip AND x.item <> y.item
    INNER JOIN seconds_wanted AS b ON y.item = b.item
    GROUP BY x.item, y.item
),
counted AS (
    SELECT
        p.a,
        p.b,
        p.customers,
        p.n,
        f.times - coalesce(t.n, 0) AS n_a,
        (f.times - coalesce(t.n, 0)) / nullif(p.alike, 0) AS worth,
        p.n::DOUBLE / nullif(f.times - coalesce(t.n, 0), 0) AS confidence,
        e.base_rate
    FROM pairs AS p
    INNER JOIN firsts AS f ON p.a = f.item
    INNER JOIN bases AS e ON p.b = e.item
    LEFT JOIN together AS t ON p.a = t.a AND p.b = t.b
),
-- Wilson's lower bound, of as many purchases as they are worth.
bounded AS (
    SELECT
        *,
        greatest(
            (
                confidence + $width * $width / nullif(2 * worth, 0)
                - $width * sqrt(
                    confidence * (1 - confidence) / nullif(worth, 0)
                    + $width * $width / nullif(4 * worth * worth, 0)
                )
            ) / nullif(1 + $width * $width / nullif(worth, 0), 0),
            0.0::DOUBLE
        ) / nullif(base_rate, 0) AS lift_low
    FROM counted
),
ranked AS (
    SELECT
        *,
        row_number() OVER (ORDER BY lift_low DESC, n DESC, a, b) AS place,
        count(*) OVER () AS pairs,
        sum(CASE WHEN lift_low > 1 THEN 1 ELSE 0 END) OVER () AS above
    FROM bounded
),
best AS (
    SELECT *
    FROM ranked
    WHERE place <= $most
),
gaps AS (
    SELECT
        r.place,
        f.gap
    FROM best AS r
    INNER JOIN followed AS f ON r.b = f.item
    INNER JOIN leads AS l ON f.trip = l.trip AND r.a = l.item
),
medians AS (
    SELECT
        place,
        median(gap::DOUBLE) AS median_days
    FROM gaps
    GROUP BY place
),
tenths AS (
    SELECT
        place,
        ceil(gap * 10.0::DOUBLE / nullif($within, 0))::BIGINT AS tenth,
        count(*) AS came
    FROM gaps
    GROUP BY place, ceil(gap * 10.0::DOUBLE / nullif($within, 0))::BIGINT
),
first_items AS (
    SELECT count(*) AS n
    FROM firsts
    WHERE times >= $least
),
second_items AS (
    SELECT count(*) AS n
    FROM bases
),
-- Every item that could come first, times every one that could come then.
tried AS (
    SELECT f.n * s.n AS tests
    FROM first_items AS f
    CROSS JOIN second_items AS s
)
SELECT
    r.place,
    a.name AS a,
    b.name AS b,
    r.n_a,
    r.n::BIGINT AS n,
    r.customers,
    r.worth,
    r.confidence,
    r.base_rate,
    r.lift_low,
    m.median_days,
    r.pairs,
    r.above::BIGINT AS above,
    q.tests,
    t.tenth,
    t.came
FROM best AS r
CROSS JOIN tried AS q
INNER JOIN names AS a ON r.a = a.item
INNER JOIN names AS b ON r.b = b.item
INNER JOIN medians AS m ON r.place = m.place
INNER JOIN tenths AS t ON r.place = t.place
ORDER BY r.place, t.tenth
