-- Refunds as documents: from a window's orders to its ledger, after how long, by whom.
-- reads: refund_events, order_value, customer_orders
-- may read: customers, people, refunds
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
    coalesce(sum(CASE WHEN v.order_id IS NULL THEN 1 ELSE 0 END), 0)::BIGINT AS orphans,
    coalesce(sum(CASE WHEN e.dated THEN 0 ELSE 1 END), 0)::BIGINT AS undated,
    coalesce(sum(CASE WHEN e.basis = 'refund lines' THEN 1 ELSE 0 END), 0)::BIGINT AS by_line
FROM refund_events AS e
LEFT JOIN order_value AS v ON e.shop_id = v.shop_id AND e.order_id = v.order_id
WHERE e.basis <> 'cancelled' AND e.returns <> 0

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
placed AS (
    SELECT
        c.shop_id,
        c.customer,
        count(*) AS orders,
        count(b.order_id) AS returned,
        sum(c.kept) AS sales,
        coalesce(sum(b.returns), 0) AS returns,
        max(b.last_day) AS last_day
    FROM customer_orders AS c
    INNER JOIN order_value AS v ON c.shop_id = v.shop_id AND c.order_id = v.order_id
    LEFT JOIN back AS b ON c.shop_id = b.shop_id AND c.order_id = b.order_id
    WHERE c.customer IS NOT NULL AND v.wanted
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
buyers AS (
    SELECT
        p.shop_id,
        p.customer,
        p.orders,
        p.sales,
        p.returned + coalesce(u.returned, 0) AS returned,
        p.returns + coalesce(u.returns, 0) AS returns,
        greatest(p.last_day, u.last_day) AS last_day
    FROM placed AS p
    LEFT JOIN unlinked AS u ON p.shop_id = u.shop_id AND p.customer = u.customer
),
whole AS (
    SELECT
        shop_id,
        customer,
        orders,
        returned,
        sales,
        returns,
        last_day,
        sum(orders) OVER (PARTITION BY 1) AS all_orders,
        sum(returned) OVER (PARTITION BY 1) AS all_returned,
        sum(CASE WHEN orders > 1 THEN 1 ELSE 0 END) OVER (PARTITION BY 1) AS asked
    FROM buyers
)
SELECT
    w.shop_id AS shop,
    w.customer,
    p.name,
    w.orders,
    w.returned,
    w.sales,
    w.returns,
    w.last_day,
    w.all_orders::BIGINT AS all_orders,
    w.all_returned::BIGINT AS all_returned,
    w.asked::BIGINT AS asked
FROM whole AS w
LEFT JOIN people AS p ON w.shop_id = p.shop_id AND w.customer = p.customer
WHERE w.returned > 0
ORDER BY w.returns DESC, w.customer, w.shop_id
