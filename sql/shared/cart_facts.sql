-- Each checkout that was begun: who can be reached about it, what lies in it, whether it was finished.
-- reads: checkouts, orders, identities
-- may read: people, checkout_lines
WITH
filled AS (
    SELECT
        shop_id,
        checkout_id,
        sum(qty) AS units,
        sum(amount) AS amount
    FROM checkout_lines
    GROUP BY shop_id, checkout_id
),
-- Where every order names its shop, a checkout that names none may be of any.
shops AS (
    SELECT min(shop_id) <> '' AS are_named
    FROM orders
),
placed AS (
    SELECT
        shop_id,
        checkout_id
    FROM orders
    WHERE checkout_id IS NOT NULL
    UNION
    SELECT
        '' AS shop_id,
        o.checkout_id
    FROM orders AS o
    CROSS JOIN shops AS s
    WHERE o.checkout_id IS NOT NULL AND s.are_named
)
SELECT
    c.shop_id,
    c.checkout_id,
    c.created_local AS begun,
    c.completed_local,
    c.contacted_local,
    c.completed_local IS NOT NULL OR o.checkout_id IS NOT NULL AS finished,
    coalesce(c.customer_id, i.customer) AS customer,
    coalesce(c.email_norm, p.email) AS email,
    coalesce(c.phone_norm, p.phone) AS phone,
    coalesce(c.name, p.name) AS name,
    c.country,
    -- All in, as the source states it; else what lies in it.
    coalesce(c.total, c.subtotal, f.amount) AS value,
    f.units,
    c.accepts_email,
    c.accepts_sms,
    c.recovery_url
FROM checkouts AS c
LEFT JOIN identities AS i ON c.shop_id = i.shop_id AND c.email_norm = i.email_norm
LEFT JOIN people AS p ON c.shop_id = p.shop_id AND c.customer_id = p.customer
LEFT JOIN filled AS f ON c.shop_id = f.shop_id AND c.checkout_id = f.checkout_id
LEFT JOIN placed AS o ON c.shop_id = o.shop_id AND c.checkout_id = o.checkout_id
