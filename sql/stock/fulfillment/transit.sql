-- Parcels on their way: how long they take, which do not arrive.
-- reads: orders, order_value, order_customers
-- may read: fulfillments, customers, parcels, people
-- $start_at, $end_at TIMESTAMP: left in [start, end) on the store's clock
-- $stuck_at TIMESTAMP: what left before it and has not arrived is stuck
-- $oldest_at TIMESTAMP: of what left before it nobody waits for news

-- name: carriers
-- The row of no carrier (NULL) is of all; that of an empty one of parcels that name none.
WITH
gone AS (
    SELECT
        coalesce(p.carrier, '') AS carrier,
        p.delivered_local,
        date_diff('second', p.shipped_local, p.delivered_local) AS seconds,
        p.failed
    FROM parcels AS p
    INNER JOIN orders AS o ON p.shop_id = o.shop_id AND p.order_id = o.order_id
    WHERE p.shipped_local >= $start_at AND p.shipped_local < $end_at
)
SELECT
    carrier,
    count(*) AS parcels,
    count(delivered_local) AS delivered,
    median(seconds::DOUBLE) / 86400.0 AS median_days,
    quantile_cont(seconds::DOUBLE, 0.9) / 86400.0 AS p90_days,
    coalesce(sum(CASE WHEN failed THEN 1 ELSE 0 END), 0)::BIGINT AS failed
FROM gone
GROUP BY rollup(carrier)
ORDER BY count(*) DESC, carrier

-- name: troubled
-- Parcels that left too long ago and have not arrived, and those that failed and were not sent anew.
WITH
-- The few in question first: years of parcels have arrived.
missing AS (
    SELECT
        shop_id,
        order_id,
        fulfillment_id,
        carrier,
        tracking,
        coalesce(shipped_local, created_local) AS left_local,
        failed,
        CASE WHEN failed THEN 'failed' ELSE 'not arrived' END AS problem
    FROM parcels
    WHERE NOT arrived AND coalesce(shipped_local, created_local) >= $oldest_at
),
tried AS (
    SELECT DISTINCT
        shop_id,
        order_id
    FROM missing
    WHERE failed
),
lasts AS (
    SELECT
        p.shop_id,
        p.order_id,
        max(coalesce(p.shipped_local, p.created_local)) AS last_local
    FROM parcels AS p
    INNER JOIN tried AS t ON p.shop_id = t.shop_id AND p.order_id = t.order_id
    GROUP BY p.shop_id, p.order_id
),
-- A carrier that reports no delivery says nothing of what has not arrived.
reporting AS (
    SELECT DISTINCT
        shop_id,
        coalesce(carrier, '') AS carrier
    FROM parcels
    WHERE delivered_local IS NOT NULL
),
troubled AS (
    SELECT m.*
    FROM missing AS m
    LEFT JOIN lasts AS l ON m.shop_id = l.shop_id AND m.order_id = l.order_id
    LEFT JOIN reporting AS r ON m.shop_id = r.shop_id AND coalesce(m.carrier, '') = r.carrier
    WHERE
        (m.failed AND m.left_local = l.last_local)
        OR (NOT m.failed AND r.carrier IS NOT NULL AND m.left_local < $stuck_at)
)
SELECT
    t.shop_id AS shop,
    coalesce(o.order_no, o.order_id) AS order_no,
    t.problem,
    t.carrier,
    coalesce(t.tracking, t.fulfillment_id) AS tracking,
    t.left_local AS shipped,
    v.kept AS value,
    p.name,
    coalesce(o.email_norm, p.email) AS email
FROM troubled AS t
INNER JOIN orders AS o ON t.shop_id = o.shop_id AND t.order_id = o.order_id
INNER JOIN order_value AS v ON o.shop_id = v.shop_id AND o.order_id = v.order_id
LEFT JOIN order_customers AS c ON o.shop_id = c.shop_id AND o.order_id = c.order_id
LEFT JOIN people AS p ON c.shop_id = p.shop_id AND c.customer = p.customer
WHERE o.cancelled_local IS NULL AND coalesce(o.financial_status, '') <> 'refunded'
ORDER BY t.left_local, order_no, tracking, t.shop_id

-- name: delivery
-- What parcels say at all.
SELECT
    count(*) AS parcels,
    count(f.delivered_local) AS delivered,
    coalesce(sum(CASE WHEN o.order_id IS NULL THEN 1 ELSE 0 END), 0)::BIGINT AS strays
FROM fulfillments AS f
LEFT JOIN orders AS o ON f.shop_id = o.shop_id AND f.order_id = o.order_id
