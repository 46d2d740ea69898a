-- Who bought in a period, and whether customers of high value come back.
-- reads: customer_orders, refund_events
-- $start_at, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $vip_from, $vip_to TIMESTAMP: the year in which customers were of high value
-- $until TIMESTAMP: up to when they may have come back since $vip_to
-- $vip_order DECIMAL: an order of so much makes its customer one of them
-- $vip_share DOUBLE: and so does being among this share of customers by net sales

-- name: customers
-- New: the first order of all loaded history lies in the window. Repeat: two orders in it or more.
WITH
bought AS (
    SELECT
        shop_id,
        customer,
        count(*) AS orders,
        max(CASE WHEN first_local >= $start_at THEN 1 ELSE 0 END) AS is_new
    FROM customer_orders
    WHERE customer IS NOT NULL AND ordered_local >= $start_at AND ordered_local < $end_at
    GROUP BY shop_id, customer
)
SELECT
    count(*) AS customers,
    coalesce(sum(is_new), 0)::BIGINT AS new_customers,
    coalesce(sum(1 - is_new), 0)::BIGINT AS returning_customers,
    coalesce(sum(CASE WHEN orders >= 2 THEN 1 ELSE 0 END), 0)::BIGINT AS repeat_customers
FROM bought
-- one row

-- name: vips
-- Customers of high value in the year up to $vip_to, and how many of them ordered since.
WITH
moves AS (
    SELECT
        shop_id,
        customer,
        1 AS orders,
        kept AS order_value,
        kept AS net_sales
    FROM customer_orders
    WHERE customer IS NOT NULL AND ordered_local >= $vip_from AND ordered_local < $vip_to
    UNION ALL
    SELECT
        c.shop_id,
        c.customer,
        0 AS orders,
        0::DECIMAL(28, 8) AS order_value,
        -r.returns AS net_sales
    FROM refund_events AS r
    INNER JOIN customer_orders AS c ON r.shop_id = c.shop_id AND r.order_id = c.order_id
    WHERE c.customer IS NOT NULL AND r.booked_local >= $vip_from AND r.booked_local < $vip_to
),
sums AS (
    SELECT
        shop_id,
        customer,
        max(order_value) AS largest,
        sum(net_sales) AS net_sales
    FROM moves
    GROUP BY shop_id, customer
    HAVING sum(orders) > 0
),
-- Equal sums are parted by the customer's id: the same data has the same customers.
ranked AS (
    SELECT
        shop_id,
        customer,
        largest,
        row_number() OVER (ORDER BY net_sales DESC, shop_id, customer) AS place,
        count(*) OVER () AS n
    FROM sums
),
since AS (
    SELECT DISTINCT
        shop_id,
        customer
    FROM customer_orders
    WHERE customer IS NOT NULL AND ordered_local >= $vip_to AND ordered_local < $until
)
SELECT
    count(*) AS vips,
    count(s.customer) AS came_back
FROM ranked AS r
LEFT JOIN since AS s ON r.shop_id = s.shop_id AND r.customer = s.customer
WHERE r.largest >= $vip_order OR r.place <= floor(r.n::DOUBLE * $vip_share)
-- one row
