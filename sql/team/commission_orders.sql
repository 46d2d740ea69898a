-- Orders that credits name: what they sold, and what of it was given back.
-- reads: credits, orders, order_value, refund_events

-- name: orders
-- What each of them came to, before what was given back.
WITH
named AS (
    SELECT
        c.shop_id,
        c.order_id AS credited,
        o.order_id
    FROM credits AS c
    INNER JOIN orders AS o ON c.shop_id = o.shop_id AND c.order_id = o.order_id
    UNION
    SELECT
        c.shop_id,
        c.order_id AS credited,
        o.order_id
    FROM credits AS c
    INNER JOIN orders AS o
        ON c.shop_id = o.shop_id AND replace(c.order_id, '#', '') = replace(o.order_no, '#', '')
)
SELECT
    n.shop_id AS shop,
    n.credited,
    n.order_id,
    v.ordered_local::DATE AS day,
    v.kept AS amount
FROM named AS n
INNER JOIN order_value AS v ON n.shop_id = v.shop_id AND n.order_id = v.order_id
ORDER BY n.shop_id, n.credited, n.order_id

-- name: refunds
-- What was given back, order by order and day by day.
SELECT
    r.shop_id AS shop,
    r.order_id,
    max(coalesce(o.order_no, o.order_id)) AS name,
    r.booked_local::DATE AS day,
    sum(r.returns) AS amount
FROM refund_events AS r
INNER JOIN orders AS o ON r.shop_id = o.shop_id AND r.order_id = o.order_id
WHERE r.returns <> 0 AND r.booked_local IS NOT NULL
GROUP BY r.shop_id, r.order_id, r.booked_local::DATE
ORDER BY r.shop_id, r.order_id, r.booked_local::DATE
