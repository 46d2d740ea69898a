WITH firsts AS (
  SELECT
    shop_id,
    customer,
    MIN(ordered_local) AS first_local
  FROM order_customers
  GROUP BY
    shop_id,
    customer
)
SELECT
  o.*,
  f.first_local
FROM order_customers AS o
LEFT JOIN firsts AS f
  ON o.shop_id = f.shop_id AND o.customer IS NOT DISTINCT FROM f.customer
