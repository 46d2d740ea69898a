WITH bought AS (
  SELECT
    l.sku,
    c.customer,
    MAX(CASE WHEN c.first_local >= :start_at OR c.first_local IS NULL THEN 1 ELSE 0 END) AS is_new,
    SUM(l.qty) AS units
  FROM line_sales AS l
  INNER JOIN customer_orders AS c
    ON l.shop_id = c.shop_id AND l.order_id = c.order_id
  WHERE
    NOT c.customer IS NULL
    AND (
      (
        l.ordered_local >= :start_at AND l.ordered_local < :end_at
      )
      OR (
        :undated AND l.ordered_local IS NULL
      )
    )
  GROUP BY
    l.sku,
    c.customer
), names AS (
  SELECT
    customer_id,
    MAX(name) AS name
  FROM customers
  GROUP BY
    customer_id
), ranked AS (
  SELECT
    b.sku,
    b.is_new,
    b.units,
    COALESCE(n.name, b.customer) AS buyer,
    ROW_NUMBER() OVER (PARTITION BY b.sku ORDER BY b.units DESC, b.customer NULLS LAST) AS rank
  FROM bought AS b
  LEFT JOIN names AS n
    ON b.customer = n.customer_id
)
SELECT
  sku,
  CAST(SUM(is_new) AS BIGINT) AS new_customers,
  CAST(SUM(1 - is_new) AS BIGINT) AS returning_customers,
  MAX(CASE WHEN rank = 1 THEN buyer END) AS top_buyer,
  MAX(CASE WHEN rank = 1 THEN units END) AS top_buyer_units
FROM ranked
GROUP BY
  sku
ORDER BY
  sku NULLS LAST
