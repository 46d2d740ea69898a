-- Who answered that they are unhappy, and what they bought in the year.
-- reads: satisfaction, answer_owners, orders, customer_moves
-- may read: people
-- $recent_at, $end_at TIMESTAMP: answered in [recent, end)
-- $year_at, $as_of TIMESTAMP: the year [year_at, as_of) in which customers are of high value
-- $vip_order DECIMAL: an order of so much makes its customer one of them
-- $vip_share DOUBLE: and so does being among this share of customers by net sales

-- name: unhappy
WITH
bad AS (
    SELECT *
    FROM satisfaction
    WHERE
        at_local >= $recent_at AND at_local < $end_at AND (csat <= 2 OR nps < 7)
),
years AS (
    SELECT
        shop_id,
        customer,
        sum(orders)::BIGINT AS orders,
        sum(net_sales) AS net_sales,
        max(order_value) AS largest
    FROM customer_moves AS m
    WHERE at_local >= $year_at AND at_local < $as_of
    GROUP BY shop_id, customer
    HAVING sum(m.orders) > 0
),
ranked AS (
    SELECT
        *,
        count(*) OVER () AS customers,
        row_number() OVER (ORDER BY net_sales DESC, shop_id, customer) AS place
    FROM years
)
SELECT
    y.shop_id AS shop,
    b.about,
    b.id,
    b.at_local AS answered_local,
    b.csat,
    b.nps,
    b.agent,
    b.channel,
    b.words,
    coalesce(b.name, p.name) AS name,
    coalesce(b.email, p.email) AS email,
    coalesce(o.order_no, o.order_id) AS order_no,
    y.customer,
    y.orders AS year_orders,
    y.net_sales AS year_sales,
    y.place <= floor(y.customers::DOUBLE * $vip_share) OR y.largest >= $vip_order AS high_value
FROM bad AS b
INNER JOIN answer_owners AS w
    ON b.about = w.about AND b.shop_id = w.answer_shop AND b.id = w.id
INNER JOIN ranked AS y ON w.shop_id = y.shop_id AND w.customer = y.customer
LEFT JOIN people AS p ON y.shop_id = p.shop_id AND y.customer = p.customer
LEFT JOIN orders AS o ON b.shop_id = o.shop_id AND b.order_id = o.order_id
ORDER BY b.at_local, b.about, b.shop_id, b.id
