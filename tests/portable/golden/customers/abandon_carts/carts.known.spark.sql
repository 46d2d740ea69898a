SELECT
  MAX(begun) AS last_cart,
  COUNT(*) - COUNT(begun) AS undated
FROM cart_facts
