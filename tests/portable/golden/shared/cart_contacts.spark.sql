SELECT
  shop_id,
  checkout_id,
  begun,
  'e-mail ' || email AS contact
FROM cart_facts
WHERE
  NOT email IS NULL
UNION ALL
SELECT
  shop_id,
  checkout_id,
  begun,
  'phone ' || phone AS contact
FROM cart_facts
WHERE
  NOT phone IS NULL
UNION ALL
SELECT
  shop_id,
  checkout_id,
  begun,
  'customer ' || customer AS contact
FROM cart_facts
WHERE
  NOT customer IS NULL
