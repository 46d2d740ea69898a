-- The words by which somebody who ordered is known in a shop: the customer's id, and each e-mail.
-- reads: order_customers, identities
-- way 1 is an id, 2 an e-mail. Where every order names its shop, what names none may be of any.
WITH
buyers AS (
    SELECT DISTINCT
        shop_id,
        customer
    FROM order_customers
    WHERE customer IS NOT NULL
),
named AS (
    SELECT
        shop_id,
        customer AS name,
        1 AS way,
        customer
    FROM buyers
    UNION ALL
    -- Who has no id goes by the e-mail.
    SELECT
        shop_id,
        customer AS name,
        2 AS way,
        customer
    FROM buyers
    UNION ALL
    SELECT
        b.shop_id,
        i.email_norm AS name,
        2 AS way,
        b.customer
    FROM identities AS i
    INNER JOIN buyers AS b ON i.shop_id = b.shop_id AND i.customer = b.customer
)
SELECT
    *,
    min(shop_id) OVER () <> '' AS in_any_shop
FROM named
