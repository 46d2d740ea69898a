-- What the customers of open tickets are worth to the shop, and how often they order.
-- reads: ticket_facts, ticket_owners, order_customers, customer_moves
-- $year_at, $as_of TIMESTAMP: the year [year_at, as_of) in which customers are of high value
-- $vip_order DECIMAL: an order of so much makes its customer one of them
-- $vip_share DOUBLE: and so does being among this share of customers by net sales

-- name: customers_of
WITH
wanted AS (
    SELECT DISTINCT
        w.shop_id,
        w.customer
    FROM ticket_owners AS w
    INNER JOIN ticket_facts AS t ON w.ticket_shop = t.shop_id AND w.ticket_id = t.ticket_id
    WHERE NOT t.closed
),
sums AS (
    SELECT
        shop_id,
        customer,
        sum(orders)::BIGINT AS orders,
        sum(net_sales) AS lifetime,
        sum(CASE WHEN at_local >= $year_at AND at_local < $as_of THEN orders END) AS year_orders,
        sum(CASE WHEN at_local >= $year_at AND at_local < $as_of THEN net_sales END) AS year_sales,
        max(CASE WHEN at_local >= $year_at AND at_local < $as_of THEN order_value END) AS largest
    FROM customer_moves
    GROUP BY shop_id, customer
),
-- The rule of high value, as in the VIP analysis.
ranked AS (
    SELECT
        shop_id,
        customer,
        largest,
        count(*) OVER () AS customers,
        row_number() OVER (ORDER BY year_sales DESC, shop_id, customer) AS place
    FROM sums
    WHERE year_orders > 0
),
-- Two orders of one day are one visit: gaps lie between days.
visits AS (
    SELECT
        c.shop_id,
        c.customer,
        c.ordered_local::DATE AS day
    FROM order_customers AS c
    INNER JOIN wanted AS w ON c.shop_id = w.shop_id AND c.customer = w.customer
    WHERE c.ordered_local IS NOT NULL
    GROUP BY c.shop_id, c.customer, c.ordered_local::DATE
),
gaps AS (
    SELECT
        shop_id,
        customer,
        day,
        datediff('day', lag(day) OVER (PARTITION BY shop_id, customer ORDER BY day), day) AS gap
    FROM visits
),
habits AS (
    SELECT
        shop_id,
        customer,
        datediff('day', max(day), $as_of::DATE) AS days_since,
        count(gap) AS gaps,
        median(gap::DOUBLE) AS usual_gap
    FROM gaps
    GROUP BY shop_id, customer
)
SELECT
    w.shop_id AS shop,
    w.customer,
    s.orders,
    s.lifetime,
    coalesce(s.year_sales, 0)::DECIMAL(28, 8) AS year_sales,
    coalesce(
        r.place <= floor(r.customers::DOUBLE * $vip_share) OR r.largest >= $vip_order, false
    ) AS high_value,
    h.days_since,
    h.gaps,
    h.usual_gap
FROM wanted AS w
INNER JOIN sums AS s ON w.shop_id = s.shop_id AND w.customer = s.customer
LEFT JOIN ranked AS r ON w.shop_id = r.shop_id AND w.customer = r.customer
LEFT JOIN habits AS h ON w.shop_id = h.shop_id AND w.customer = h.customer
ORDER BY w.shop_id, w.customer
