-- Large orders of a window, and how often who placed one ordered again soon.
-- reads: order_customers, customer_firsts, orders, refund_events
-- may read: customer_contacts
-- $order_over DECIMAL: an order of so much is a large one, by its goods after discounts

-- name: large
-- $start_at, $end_at TIMESTAMP: the window [start, end) that they were placed in
WITH
large AS (
    SELECT *
    FROM order_customers
    WHERE ordered_local >= $start_at AND ordered_local < $end_at AND kept >= $order_over
),
back AS (
    SELECT
        r.shop_id,
        r.order_id,
        sum(r.returns) AS returns
    FROM refund_events AS r
    INNER JOIN large AS l ON r.shop_id = l.shop_id AND r.order_id = l.order_id
    GROUP BY r.shop_id, r.order_id
)
SELECT
    l.shop_id AS shop,
    o.order_no,
    l.order_id,
    l.ordered_local AS ordered,
    l.customer,
    k.name,
    coalesce(k.email, o.email_norm) AS email,
    coalesce(k.phone, o.phone_norm) AS phone,
    k.accepts_email,
    k.accepts_sms,
    l.kept AS order_value,
    coalesce(b.returns, 0) AS returns,
    o.cancelled_local IS NOT NULL AS cancelled,
    CASE WHEN l.customer IS NOT NULL THEN l.ordered_local = f.first_local END AS is_first
FROM large AS l
INNER JOIN orders AS o ON l.shop_id = o.shop_id AND l.order_id = o.order_id
LEFT JOIN customer_firsts AS f ON l.shop_id = f.shop_id AND l.customer = f.customer
LEFT JOIN back AS b ON l.shop_id = b.shop_id AND l.order_id = b.order_id
LEFT JOIN customer_contacts AS k ON l.shop_id = k.shop_id AND l.customer = k.customer
ORDER BY l.kept DESC, l.ordered_local, l.shop_id, l.order_id

-- name: again
-- Large orders of known customers in [from, to), and what these ordered next within so many days.
-- $from_at, $to_at TIMESTAMP: when they were placed
WITH
large AS (
    SELECT
        shop_id,
        customer,
        order_id,
        ordered_local
    FROM order_customers
    WHERE
        customer IS NOT NULL AND kept >= $order_over
        AND ordered_local >= $from_at AND ordered_local < $to_at
),
later AS (
    SELECT
        l.shop_id,
        l.order_id,
        c.kept,
        row_number() OVER (
            PARTITION BY l.shop_id, l.order_id ORDER BY c.ordered_local, c.order_id
        ) AS place
    FROM large AS l
    INNER JOIN order_customers AS c ON l.shop_id = c.shop_id AND l.customer = c.customer
    WHERE
        c.ordered_local > l.ordered_local AND c.ordered_local < l.ordered_local + INTERVAL 30 DAY
)
SELECT
    count(*) AS orders,
    count(n.kept) AS again,
    coalesce(sum(n.kept), 0) AS order_value
FROM large AS l
LEFT JOIN later AS n ON l.shop_id = n.shop_id AND l.order_id = n.order_id AND n.place = 1
-- one row
