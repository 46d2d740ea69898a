WITH last_order AS (
  SELECT
    MAX(ordered_local) AS last_order
  FROM order_value
), reached AS (
  SELECT
    MAX(begun) AS last_cart,
    COUNT(*) - COUNT(begun) AS undated
  FROM cart_facts
)
SELECT
  c.last_cart,
  o.last_order,
  c.undated
FROM reached AS c
CROSS JOIN last_order AS o
