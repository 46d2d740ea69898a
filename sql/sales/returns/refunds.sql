-- Refunds as documents: from a window's orders to its ledger, after how long, by whom.
-- reads: refund_events, order_value, order_customers
-- may read: customers, people, refunds
-- then asks: sales/totals
-- $start_at, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)

-- name: parts
-- Every refund of the window's orders or days, by which of the two it is of.
WITH
events AS (
    SELECT
        e.returns,
        v.order_id IS NOT NULL AS known,
        NOT coalesce(v.wanted, true) AS never_sent,
        coalesce(
            v.ordered_local >= $start_at AND v.ordered_local < $end_at,
            $undated AND v.order_id IS NOT NULL
        ) AS ordered,
        coalesce(e.booked_local >= $start_at AND e.booked_local < $end_at, $undated) AS booked
    FROM refund_events AS e
    LEFT JOIN order_value AS v ON e.shop_id = v.shop_id AND e.order_id = v.order_id
)
SELECT
    known,
    never_sent,
    ordered,
    booked,
    count(*) AS refunds,
    sum(returns) AS returns
FROM events
WHERE (ordered OR booked) AND returns <> 0
GROUP BY known, never_sent, ordered, booked
ORDER BY known, never_sent, ordered, booked

-- name: linked
-- Whether refunds name their orders and their products at all.
SELECT
    count(*) AS refunds,
    coalesce(sum(CASE WHEN order_id IS NULL OR orphan THEN 1 ELSE 0 END), 0)::BIGINT AS orphans,
    coalesce(sum(CASE WHEN dated THEN 0 ELSE 1 END), 0)::BIGINT AS undated,
    coalesce(sum(CASE WHEN basis = 'refund lines' THEN 1 ELSE 0 END), 0)::BIGINT AS by_line
FROM refund_events
WHERE basis <> 'cancelled' AND returns <> 0

-- name: delays
-- Days from the order to the refund, over all loaded history.
WITH
waits AS (
    SELECT date_diff('second', v.ordered_local, e.booked_local) AS seconds
    FROM refund_events AS e
    INNER JOIN order_value AS v ON e.shop_id = v.shop_id AND e.order_id = v.order_id
    WHERE
        e.dated AND e.returns > 0 AND e.basis <> 'cancelled' AND v.wanted
        AND e.booked_local >= v.ordered_local
)
SELECT
    count(*) AS refunds,
    median(seconds::DOUBLE) / 86400.0 AS median_days,
    coalesce(sum(CASE WHEN seconds < 604800 THEN 1 ELSE 0 END), 0)::BIGINT AS in_7,
    coalesce(sum(CASE WHEN seconds < 1209600 THEN 1 ELSE 0 END), 0)::BIGINT AS in_14,
    coalesce(sum(CASE WHEN seconds < 2592000 THEN 1 ELSE 0 END), 0)::BIGINT AS in_30,
    coalesce(sum(CASE WHEN seconds < 5184000 THEN 1 ELSE 0 END), 0)::BIGINT AS in_60
FROM waits

-- name: returners
-- Every known customer who returned something: in all loaded history. A refund that names its
-- customer and no order stands for one order.
WITH
back AS (
    SELECT
        e.shop_id,
        e.order_id,
        sum(e.returns) AS returns,
        max(e.booked_local)::DATE AS last_day
    FROM refund_events AS e
    INNER JOIN order_value AS v ON e.shop_id = v.shop_id AND e.order_id = v.order_id
    WHERE e.basis <> 'cancelled' AND e.returns > 0 AND v.wanted
    GROUP BY e.shop_id, e.order_id
),
unwanted AS (
    SELECT
        shop_id,
        order_id
    FROM order_value
    WHERE NOT wanted
),
placed AS (
    SELECT
        c.shop_id,
        c.customer,
        count(*) AS orders,
        sum(c.kept) AS sales
    FROM order_customers AS c
    LEFT JOIN unwanted AS u ON c.shop_id = u.shop_id AND c.order_id = u.order_id
    WHERE c.customer IS NOT NULL AND u.order_id IS NULL
    GROUP BY c.shop_id, c.customer
),
-- Few orders come back: whose they are is asked of these alone.
theirs AS (
    SELECT
        c.shop_id,
        c.customer,
        count(*) AS returned,
        sum(b.returns) AS returns,
        max(b.last_day) AS last_day
    FROM back AS b
    INNER JOIN order_customers AS c ON b.shop_id = c.shop_id AND b.order_id = c.order_id
    GROUP BY c.shop_id, c.customer
),
unlinked AS (
    SELECT
        shop_id,
        customer_id AS customer,
        count(DISTINCT refund_id) AS returned,
        sum(coalesce(subtotal, 0) + coalesce(discrepancy, 0)) AS returns,
        max(refunded_local)::DATE AS last_day
    FROM refunds
    WHERE order_id IS NULL AND coalesce(kind, 'product') = 'product'
    GROUP BY shop_id, customer_id
),
returners AS (
    SELECT
        p.shop_id,
        p.customer,
        p.orders,
        p.sales,
        coalesce(t.returned, 0) + coalesce(u.returned, 0) AS returned,
        coalesce(t.returns, 0) + coalesce(u.returns, 0) AS returns,
        greatest(t.last_day, u.last_day) AS last_day
    FROM placed AS p
    LEFT JOIN theirs AS t ON p.shop_id = t.shop_id AND p.customer = t.customer
    LEFT JOIN unlinked AS u ON p.shop_id = u.shop_id AND p.customer = u.customer
    WHERE coalesce(t.returned, 0) + coalesce(u.returned, 0) > 0
),
whole AS (
    SELECT
        sum(orders) AS all_orders,
        sum(CASE WHEN orders > 1 THEN 1 ELSE 0 END) AS asked
    FROM placed
)
SELECT
    r.shop_id AS shop,
    r.customer,
    p.name,
    r.orders,
    r.returned,
    r.sales,
    r.returns,
    r.last_day,
    w.all_orders::BIGINT AS all_orders,
    (sum(r.returned) OVER (PARTITION BY 1))::BIGINT AS all_returned,
    w.asked::BIGINT AS asked
FROM returners AS r
CROSS JOIN whole AS w
LEFT JOIN people AS p ON r.shop_id = p.shop_id AND r.customer = p.customer
ORDER BY r.returns DESC, r.customer, r.shop_id
