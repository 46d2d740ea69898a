-- Customers of high value in the year up to $vip_to, and how many of them ordered since.
-- reads: order_customers, customer_refunds, customer_dateless
-- The same sums as those of customer_moves: a card asks of many windows, so of what is kept.
-- $vip_from, $vip_to TIMESTAMP: the year in which customers were of high value
-- $until TIMESTAMP: up to when they may have come back since $vip_to
-- $vip_order DECIMAL: an order of so much makes its customer one of them
-- $vip_share DOUBLE: and so does being among this share of customers by net sales
WITH
moves AS (
    SELECT
        shop_id,
        customer,
        1 AS orders,
        kept AS net_sales
    FROM order_customers
    WHERE customer IS NOT NULL AND ordered_local >= $vip_from AND ordered_local < $vip_to
    UNION ALL
    SELECT
        shop_id,
        customer,
        0 AS orders,
        -returns AS net_sales
    FROM customer_refunds
    WHERE booked_local >= $vip_from AND booked_local < $vip_to
    UNION ALL
    SELECT
        shop_id,
        customer,
        0 AS orders,
        -net_sales AS net_sales
    FROM customer_dateless
    WHERE ordered_local >= $vip_from AND ordered_local < $vip_to
),
sums AS (
    SELECT
        shop_id,
        customer,
        sum(net_sales) AS net_sales
    FROM moves
    GROUP BY shop_id, customer
    HAVING sum(orders) > 0
),
-- The last of the best is at the edge of the share or above it; only those near it are ranked.
edge AS (
    SELECT
        count(*) AS customers,
        quantile_cont(net_sales::DOUBLE, 1.0::DOUBLE - $vip_share) AS net_sales
    FROM sums
),
-- Equal sums are parted by the customer's id: the same data has the same customers.
ranked AS (
    SELECT
        s.shop_id,
        s.customer,
        e.customers,
        row_number() OVER (ORDER BY s.net_sales DESC, s.shop_id, s.customer) AS place
    FROM sums AS s
    CROSS JOIN edge AS e
    WHERE s.net_sales::DOUBLE >= e.net_sales - 0.01::DOUBLE
),
best AS (
    SELECT
        shop_id,
        customer
    FROM ranked
    WHERE place <= floor(customers::DOUBLE * $vip_share)
    UNION
    SELECT
        shop_id,
        customer
    FROM order_customers
    WHERE
        customer IS NOT NULL AND ordered_local >= $vip_from AND ordered_local < $vip_to
        AND kept >= $vip_order
),
since AS (
    SELECT DISTINCT
        b.shop_id,
        b.customer
    FROM order_customers AS c
    INNER JOIN best AS b ON c.shop_id = b.shop_id AND c.customer = b.customer
    WHERE c.ordered_local >= $vip_to AND c.ordered_local < $until
)
SELECT
    count(*) AS vips,
    count(s.customer) AS came_back
FROM best AS b
LEFT JOIN since AS s ON b.shop_id = s.shop_id AND b.customer = s.customer
-- one row
