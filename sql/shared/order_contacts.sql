-- The ways to know again who placed an order: its e-mail, its phone, its customer; a row each.
-- reads: orders, identities
WITH
placed AS (
    SELECT
        o.shop_id,
        o.order_id,
        coalesce(o.processed_local, o.created_local) AS ordered_local,
        o.email_norm AS email,
        o.phone_norm AS phone,
        coalesce(o.customer_id, i.customer) AS customer
    FROM orders AS o
    LEFT JOIN identities AS i ON o.shop_id = i.shop_id AND o.email_norm = i.email_norm
),
-- Where every order names its shop, a checkout that names none may be of any.
shops AS (
    SELECT min(shop_id) <> '' AS are_named
    FROM orders
),
scoped AS (
    SELECT
        *,
        shop_id AS scope
    FROM placed
    UNION ALL
    SELECT
        p.*,
        '' AS scope
    FROM placed AS p
    CROSS JOIN shops AS s
    WHERE s.are_named
)
SELECT
    scope,
    shop_id,
    order_id,
    ordered_local,
    'e-mail ' || email AS contact
FROM scoped
WHERE email IS NOT NULL
UNION ALL
SELECT
    scope,
    shop_id,
    order_id,
    ordered_local,
    'phone ' || phone AS contact
FROM scoped
WHERE phone IS NOT NULL
UNION ALL
SELECT
    scope,
    shop_id,
    order_id,
    ordered_local,
    'customer ' || customer AS contact
FROM scoped
WHERE customer IS NOT NULL
