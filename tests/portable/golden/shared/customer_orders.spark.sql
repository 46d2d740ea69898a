WITH placed AS (
  SELECT
    v.shop_id,
    v.order_id,
    v.ordered_local,
    v.kept,
    COALESCE(o.customer_id, i.customer, o.email_norm) AS customer
  FROM order_value AS v
  INNER JOIN orders AS o
    ON v.shop_id = o.shop_id AND v.order_id = o.order_id
  LEFT JOIN identities AS i
    ON o.shop_id = i.shop_id AND o.email_norm = i.email_norm
  WHERE
    v.product_lines > 0
), firsts AS (
  SELECT
    shop_id,
    customer,
    MIN(ordered_local) AS first_local
  FROM placed
  GROUP BY
    shop_id,
    customer
)
SELECT
  p.*,
  f.first_local
FROM placed AS p
LEFT JOIN firsts AS f
  ON p.shop_id = f.shop_id AND p.customer IS NOT DISTINCT FROM f.customer
