WITH dated AS (
  SELECT
    shop_id,
    customer,
    orders,
    net_sales,
    CASE :freq
      WHEN 'week'
      THEN CAST(DATE_TRUNC('WEEK', CAST(at_local AS DATE) - :week_starts) AS DATE) + :week_starts
      ELSE CAST(DATE_TRUNC('MONTH', at_local) AS DATE)
    END AS month
  FROM customer_moves
), months AS (
  SELECT
    shop_id,
    customer,
    month,
    SUM(orders) AS orders,
    SUM(net_sales) AS net_sales
  FROM dated
  GROUP BY
    shop_id,
    customer,
    month
), firsts AS (
  SELECT
    shop_id,
    customer,
    MIN(CASE WHEN orders > 0 THEN month END) AS cohort
  FROM months
  GROUP BY
    shop_id,
    customer
)
SELECT
  f.cohort,
  m.month,
  CAST(SUM(CASE WHEN m.orders > 0 THEN 1 ELSE 0 END) AS BIGINT) AS customers,
  CAST(SUM(m.orders) AS BIGINT) AS orders,
  SUM(m.net_sales) AS net_sales
FROM months AS m
INNER JOIN firsts AS f
  ON m.shop_id = f.shop_id AND m.customer = f.customer
GROUP BY
  f.cohort,
  m.month
ORDER BY
  f.cohort NULLS LAST,
  m.month NULLS LAST
