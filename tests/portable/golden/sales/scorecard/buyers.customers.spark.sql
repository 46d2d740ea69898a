WITH buyers AS (
  SELECT
    shop_id,
    customer,
    COUNT(*) AS orders
  FROM order_customers
  WHERE
    NOT customer IS NULL AND ordered_local >= :start_at AND ordered_local < :end_at
  GROUP BY
    shop_id,
    customer
), bought AS (
  SELECT
    b.orders,
    CASE WHEN f.first_local >= :start_at THEN 1 ELSE 0 END AS is_new
  FROM buyers AS b
  INNER JOIN customer_firsts AS f
    ON b.shop_id = f.shop_id AND b.customer = f.customer
)
SELECT
  COUNT(*) AS customers,
  CAST(COALESCE(SUM(is_new), 0) AS BIGINT) AS new_customers,
  CAST(COALESCE(SUM(1 - is_new), 0) AS BIGINT) AS returning_customers,
  CAST(COALESCE(SUM(CASE WHEN orders >= 2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS repeat_customers
FROM bought
