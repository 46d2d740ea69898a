-- The customer behind each ticket: who wrote it, by the help desk's own words; else whose order it is.
-- reads: ticket_facts, order_customers, identities
-- A customer is somebody with an order; of several that it may be, the writer in the first shop.
WITH
-- Where every order names its shop, a ticket that names none may be of any.
shops AS (
    SELECT
        shop_id,
        min(shop_id) OVER () <> '' AS are_named
    FROM order_customers
    GROUP BY shop_id
),
buyers AS (
    SELECT DISTINCT
        shop_id,
        customer
    FROM order_customers
    WHERE customer IS NOT NULL
),
writers AS (
    SELECT
        t.shop_id AS ticket_shop,
        t.ticket_id,
        s.shop_id,
        coalesce(t.customer_id, i.customer, t.email) AS customer
    FROM ticket_facts AS t
    INNER JOIN shops AS s ON t.shop_id = s.shop_id OR (t.shop_id = '' AND s.are_named)
    LEFT JOIN identities AS i ON s.shop_id = i.shop_id AND t.email = i.email_norm
),
candidates AS (
    SELECT
        w.ticket_shop,
        w.ticket_id,
        w.shop_id,
        w.customer,
        0 AS by_order
    FROM writers AS w
    INNER JOIN buyers AS b ON w.shop_id = b.shop_id AND w.customer = b.customer
    UNION ALL
    SELECT
        t.shop_id AS ticket_shop,
        t.ticket_id,
        c.shop_id,
        c.customer,
        1 AS by_order
    FROM ticket_facts AS t
    INNER JOIN order_customers AS c ON t.shop_id = c.shop_id AND t.order_id = c.order_id
    WHERE c.customer IS NOT NULL
),
ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY ticket_shop, ticket_id ORDER BY by_order, shop_id, customer
        ) AS place
    FROM candidates
)
SELECT
    ticket_shop,
    ticket_id,
    shop_id,
    customer
FROM ranked
WHERE place = 1
