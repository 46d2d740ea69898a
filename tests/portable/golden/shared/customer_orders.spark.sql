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
)
SELECT
  *,
  MIN(ordered_local) OVER (PARTITION BY shop_id, customer) AS first_local
FROM placed
