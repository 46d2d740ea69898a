WITH known AS (
  SELECT
    shop_id,
    email_norm,
    MIN(customer_id) AS customer_id
  FROM customers
  WHERE
    NOT email_norm IS NULL
  GROUP BY
    shop_id,
    email_norm
), tied AS (
  SELECT
    shop_id,
    email_norm,
    MIN(customer_id) AS customer_id
  FROM orders
  WHERE
    NOT email_norm IS NULL AND NOT customer_id IS NULL
  GROUP BY
    shop_id,
    email_norm
), placed AS (
  SELECT
    v.shop_id,
    v.order_id,
    v.ordered_local,
    v.kept,
    COALESCE(o.customer_id, k.customer_id, t.customer_id, o.email_norm) AS customer
  FROM order_value AS v
  INNER JOIN orders AS o
    ON v.shop_id = o.shop_id AND v.order_id = o.order_id
  LEFT JOIN known AS k
    ON o.shop_id = k.shop_id AND o.email_norm = k.email_norm
  LEFT JOIN tied AS t
    ON o.shop_id = t.shop_id AND o.email_norm = t.email_norm
  WHERE
    v.product_lines > 0
)
SELECT
  *,
  MIN(ordered_local) OVER (PARTITION BY shop_id, customer) AS first_local
FROM placed
