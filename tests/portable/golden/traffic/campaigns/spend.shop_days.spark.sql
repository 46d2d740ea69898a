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
), moves AS (
  SELECT
    shop_id,
    ordered_local AS at_local,
    CASE WHEN product_lines > 0 THEN 1 ELSE 0 END AS orders,
    kept - (
      dateless_sales - dateless_discounts
    ) AS net_sales
  FROM order_value
  WHERE
    ordered_local >= :from_at
  UNION ALL
  SELECT
    shop_id,
    booked_local AS at_local,
    0 AS orders,
    -returns AS net_sales
  FROM refund_events
  WHERE
    booked_local >= :from_at
), sold AS (
  SELECT
    CAST(m.at_local AS DATE) AS day,
    CAST(SUM(m.orders) AS BIGINT) AS orders,
    SUM(m.net_sales) AS net_sales
  FROM moves AS m
  INNER JOIN shops AS s
    ON m.shop_id = s.shop_id
  GROUP BY
    CAST(m.at_local AS DATE)
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
