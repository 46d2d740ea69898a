-- Who the customers of high value are, and what they brought ever.
-- reads: customer_moves
-- may read: customer_contacts
-- $year_at, $at TIMESTAMP: the year [year_at, at) in which customers were of high value
-- $least DECIMAL: net sales of the last of the best in it
-- $vip_order DECIMAL: an order of so much makes its customer one of them

-- name: members
-- Those with as much as the last of the best, or with such an order: all VIPs, and their equals.
WITH
sums AS (
    SELECT
        shop_id,
        customer,
        sum(orders)::BIGINT AS orders,
        sum(net_sales) AS net_sales,
        min(CASE WHEN orders = 1 THEN at_local END)::DATE AS first_day
    FROM customer_moves AS m
    GROUP BY shop_id, customer
    HAVING
        sum(CASE WHEN at_local >= $year_at AND at_local < $at THEN m.net_sales ELSE 0 END) >= $least
        OR max(CASE WHEN at_local >= $year_at AND at_local < $at THEN order_value END) >= $vip_order
)
SELECT
    s.shop_id AS shop,
    s.customer,
    s.orders,
    s.net_sales,
    s.first_day,
    k.name,
    k.email,
    k.phone,
    k.accepts_email,
    k.accepts_sms
FROM sums AS s
LEFT JOIN customer_contacts AS k ON s.shop_id = k.shop_id AND s.customer = k.customer
ORDER BY s.shop_id, s.customer
