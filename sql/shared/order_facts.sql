-- What each order is grouped by: its own value, else its customer's.
-- reads: orders, order_value, customer_orders
-- may read: customers, customer_segments
WITH
people AS (
    SELECT
        shop_id,
        customer_id,
        max(segment) AS segment,
        max(country) AS country,
        max(region) AS region
    FROM customers
    GROUP BY shop_id, customer_id
),
-- A list of segments may know a customer by id or by e-mail.
listed AS (
    SELECT
        shop_id,
        customer,
        max(segment) AS segment
    FROM customer_segments
    GROUP BY shop_id, customer
),
-- A list that is of no shop is of all shops, by e-mail: ids of two shops are two customers.
everywhere AS (
    SELECT
        customer,
        max(segment) AS segment
    FROM customer_segments
    WHERE shop_id = ''
    GROUP BY customer
)
SELECT
    o.shop_id,
    o.order_id,
    v.ordered_local,
    c.customer,
    coalesce(o.segment, p.segment, i.segment, e.segment, a.segment) AS segment,
    o.channel,
    coalesce(o.country, p.country) AS country,
    coalesce(o.region, p.region) AS region,
    o.location,
    o.financial_status AS status,
    o.tags
FROM orders AS o
INNER JOIN order_value AS v ON o.shop_id = v.shop_id AND o.order_id = v.order_id
LEFT JOIN customer_orders AS c ON o.shop_id = c.shop_id AND o.order_id = c.order_id
LEFT JOIN people AS p ON c.shop_id = p.shop_id AND c.customer = p.customer_id
LEFT JOIN listed AS i ON c.shop_id = i.shop_id AND c.customer = i.customer
LEFT JOIN listed AS e ON o.shop_id = e.shop_id AND o.email_norm = e.customer
LEFT JOIN everywhere AS a ON o.email_norm = a.customer
