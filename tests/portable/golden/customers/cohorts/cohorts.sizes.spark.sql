WITH dated AS (
  SELECT
    shop_id,
    customer,
    CASE :freq
      WHEN 'week'
      THEN CAST(DATE_TRUNC('WEEK', CAST(at_local AS DATE) - :week_starts) AS DATE) + :week_starts
      ELSE CAST(DATE_TRUNC('MONTH', at_local) AS DATE)
    END AS month
  FROM customer_moves
  WHERE
    orders > 0 AND NOT at_local IS NULL
), placed AS (
  SELECT
    shop_id,
    customer,
    month,
    COUNT(*) AS orders
  FROM dated
  GROUP BY
    shop_id,
    customer,
    month
), firsts AS (
  SELECT
    shop_id,
    customer,
    MIN(month) AS cohort,
    SUM(orders) AS orders
  FROM placed
  GROUP BY
    shop_id,
    customer
), back AS (
  SELECT DISTINCT
    f.shop_id,
    f.customer
  FROM firsts AS f
  INNER JOIN placed AS p
    ON f.shop_id = p.shop_id AND f.customer = p.customer
  WHERE
    p.month > f.cohort
    AND p.month <= CASE :freq
      WHEN 'week'
      THEN f.cohort + INTERVAL '21' DAY
      ELSE f.cohort + INTERVAL '3' MONTH
    END
)
SELECT
  f.cohort,
  COUNT(*) AS customers,
  CAST(SUM(CASE WHEN f.orders > 1 THEN 1 ELSE 0 END) AS BIGINT) AS repeaters,
  COUNT(b.customer) AS early
FROM firsts AS f
LEFT JOIN back AS b
  ON f.shop_id = b.shop_id AND f.customer = b.customer
GROUP BY
  f.cohort
ORDER BY
  f.cohort NULLS LAST
