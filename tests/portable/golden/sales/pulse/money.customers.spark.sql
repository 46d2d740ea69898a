WITH named AS (
  SELECT
    c.shop_id,
    c.order_id,
    c.customer,
    c.kept,
    CASE
      WHEN c.customer IS NULL
      THEN 'unknown'
      WHEN c.first_local >= :start_at OR c.first_local IS NULL
      THEN 'new'
      ELSE 'returning'
    END AS kind
  FROM customer_orders AS c
  WHERE
    (
      c.ordered_local >= :start_at AND c.ordered_local < :end_at
    )
    OR (
      :undated AND c.ordered_local IS NULL
    )
)
SELECT
  kind AS customers,
  CASE
    WHEN kind = 'unknown'
    THEN NULL
    ELSE COUNT(DISTINCT shop_id || ' ' || customer)
  END AS n,
  COUNT(*) AS orders,
  SUM(kept) AS sales
FROM named
GROUP BY
  kind
ORDER BY
  kind NULLS LAST
