-- Customers without an order in the window: with one outside of it, and on file without any.
-- reads: order_customers, orders
-- may read: customers
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)

-- name: others
WITH
elsewhere AS (
    SELECT
        shop_id,
        customer
    FROM order_customers
    WHERE customer IS NOT NULL
    GROUP BY shop_id, customer
    HAVING
        sum(
            CASE
                WHEN
                    (ordered_local >= $start_at AND ordered_local < $end_at)
                    OR ($undated AND ordered_local IS NULL)
                    THEN 1
                ELSE 0
            END
        ) = 0
),
ids AS (
    SELECT DISTINCT
        shop_id,
        customer_id
    FROM orders
    WHERE customer_id IS NOT NULL
),
mails AS (
    SELECT DISTINCT
        shop_id,
        email_norm
    FROM orders
    WHERE email_norm IS NOT NULL
),
filed AS (
    SELECT
        c.shop_id,
        c.customer_id,
        max(coalesce(c.orders_source, 0)) > 0 AS ordered_before,
        bool_or(i.customer_id IS NOT NULL OR e.email_norm IS NOT NULL) AS ordered
    FROM customers AS c
    LEFT JOIN ids AS i ON c.shop_id = i.shop_id AND c.customer_id = i.customer_id
    LEFT JOIN mails AS e ON c.shop_id = e.shop_id AND c.email_norm = e.email_norm
    GROUP BY c.shop_id, c.customer_id
)
SELECT
    (SELECT count(*) FROM elsewhere) AS outside,
    coalesce(sum(CASE WHEN ordered OR ordered_before THEN 0 ELSE 1 END), 0)::BIGINT AS prospects,
    coalesce(sum(CASE WHEN ordered_before AND NOT ordered THEN 1 ELSE 0 END), 0)::BIGINT AS unloaded
FROM filed
-- one row
