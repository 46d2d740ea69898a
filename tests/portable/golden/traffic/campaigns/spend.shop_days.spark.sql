WITH shops AS (
  SELECT DISTINCT
    o.shop_id
  FROM orders AS o
  WHERE
    EXISTS(
      SELECT
        1
      FROM spend_daily AS s
      WHERE
        s.shop_id = '' OR s.shop_id = o.shop_id
    )
), sold AS (
  SELECT
    l.day,
    CAST(SUM(l.orders) AS BIGINT) AS orders,
    SUM(l.net_sales) AS net_sales
  FROM sales_ledger AS l
  INNER JOIN shops AS s
    ON l.shop_id = s.shop_id
  WHERE
    l.at_local >= :from_at
  GROUP BY
    l.day
), arrived AS (
  SELECT
    CAST(f.first_local AS DATE) AS day,
    COUNT(*) AS new_customers
  FROM customer_firsts AS f
  INNER JOIN shops AS s
    ON f.shop_id = s.shop_id
  WHERE
    NOT f.customer IS NULL AND f.first_local >= :from_at
  GROUP BY
    CAST(f.first_local AS DATE)
)
SELECT
  d.day,
  d.orders,
  d.net_sales,
  COALESCE(a.new_customers, 0) AS new_customers
FROM sold AS d
LEFT JOIN arrived AS a
  ON d.day = a.day
ORDER BY
  d.day NULLS LAST
