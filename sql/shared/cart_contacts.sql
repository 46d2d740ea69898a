-- The ways to know who began a checkout again: its e-mail, its phone, its customer; a row each.
-- reads: cart_facts
SELECT
    shop_id,
    checkout_id,
    begun,
    'e-mail ' || email AS contact
FROM cart_facts
WHERE email IS NOT NULL
UNION ALL
SELECT
    shop_id,
    checkout_id,
    begun,
    'phone ' || phone AS contact
FROM cart_facts
WHERE phone IS NOT NULL
UNION ALL
SELECT
    shop_id,
    checkout_id,
    begun,
    'customer ' || customer AS contact
FROM cart_facts
WHERE customer IS NOT NULL
