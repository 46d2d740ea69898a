-- Customers of high value in the year before a moment, and when they order: asked of now and before.
-- reads: order_customers, customer_moves
-- then asks: sales/totals, sales/scorecard/vips
-- $year_at, $at TIMESTAMP: the year [year_at, at) in which customers were of high value
-- $until TIMESTAMP: up to when they may have come back
-- $vip_order DECIMAL: an order of so much makes its customer one of them
-- $vip_share DOUBLE: and so does being among this share of customers by net sales

-- name: standing
WITH
sums AS (
    SELECT
        shop_id,
        customer,
        sum(orders) AS orders,
        sum(net_sales) AS net_sales,
        sum(order_value) AS order_value,
        max(order_value) AS largest
    FROM customer_moves AS m
    WHERE at_local >= $year_at AND at_local < $at
    GROUP BY shop_id, customer
    HAVING sum(m.orders) > 0
),
-- Equal sums are parted by the customer's id: the same data has the same customers.
ranked AS (
    SELECT
        *,
        count(*) OVER () AS customers,
        row_number() OVER (ORDER BY net_sales DESC, shop_id, customer) AS place
    FROM sums
),
vips AS (
    SELECT
        *,
        place <= floor(customers::DOUBLE * $vip_share) AS is_top
    FROM ranked
    WHERE place <= floor(customers::DOUBLE * $vip_share) OR largest >= $vip_order
),
-- Two orders of one day are one visit: gaps lie between days.
days AS (
    SELECT
        v.shop_id,
        v.customer,
        c.ordered_local < $at AS before,
        c.ordered_local::DATE AS day,
        min(c.ordered_local) AS at_local
    FROM order_customers AS c
    INNER JOIN vips AS v ON c.shop_id = v.shop_id AND c.customer = v.customer
    WHERE c.ordered_local < $until
    GROUP BY v.shop_id, v.customer, c.ordered_local < $at, c.ordered_local::DATE
),
gaps AS (
    SELECT
        *,
        CASE
            WHEN before
                THEN datediff(
                    'day', lag(day) OVER (PARTITION BY shop_id, customer, before ORDER BY day), day
                )
        END AS gap
    FROM days
),
habits AS (
    SELECT
        shop_id,
        customer,
        max(CASE WHEN before THEN day END) AS last_day,
        min(CASE WHEN NOT before THEN at_local END) AS next_local,
        count(gap) AS gaps,
        median(gap::DOUBLE) AS usual_gap,
        quantile_cont(gap::DOUBLE, 0.9) AS late_after,
        max(gap) AS longest_gap
    FROM gaps
    GROUP BY shop_id, customer
)
SELECT
    v.shop_id AS shop,
    v.customer,
    v.is_top,
    v.orders::BIGINT AS orders,
    v.net_sales,
    v.order_value,
    v.largest,
    h.last_day,
    datediff('day', h.last_day, $at::DATE) AS days_since,
    h.gaps,
    h.usual_gap,
    h.late_after,
    h.longest_gap,
    h.next_local
FROM vips AS v
INNER JOIN habits AS h ON v.shop_id = h.shop_id AND v.customer = h.customer
ORDER BY v.place
