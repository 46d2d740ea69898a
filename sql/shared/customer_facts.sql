-- What each customer is grouped by, as the customers and the lists of segments say.
-- reads: orders, identities
-- may read: customers, customer_segments
WITH
-- A file that is of no shop is of all shops.
shops AS (
    SELECT DISTINCT shop_id
    FROM orders
),
people AS (
    SELECT
        s.shop_id,
        c.customer_id AS customer,
        c.segment,
        c.country,
        c.region,
        NULL::VARCHAR AS listed
    FROM customers AS c
    INNER JOIN shops AS s ON c.shop_id = s.shop_id OR c.shop_id = ''
),
-- A list may know a customer by id or by e-mail.
listed AS (
    SELECT
        s.shop_id,
        coalesce(i.customer, l.customer) AS customer,
        NULL::VARCHAR AS segment,
        NULL::VARCHAR AS country,
        NULL::VARCHAR AS region,
        l.segment AS listed
    FROM customer_segments AS l
    INNER JOIN shops AS s ON l.shop_id = s.shop_id OR l.shop_id = ''
    LEFT JOIN identities AS i ON s.shop_id = i.shop_id AND l.customer = i.email_norm
),
every AS (
    SELECT * FROM people
    UNION ALL
    SELECT * FROM listed
)
SELECT
    shop_id,
    customer,
    coalesce(max(segment), max(listed)) AS segment,
    max(country) AS country,
    max(region) AS region
FROM every
GROUP BY shop_id, customer
