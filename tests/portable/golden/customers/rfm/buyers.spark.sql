WITH moves AS (
  SELECT
    shop_id AS shop,
    customer,
    1 AS orders,
    CAST(ordered_local AS DATE) AS day,
    CAST(0 AS DECIMAL(28, 8)) AS order_value,
    CAST(0 AS DECIMAL(28, 8)) AS net_sales
  FROM order_customers
  WHERE
    (
      ordered_local >= :start_at AND ordered_local < :end_at
    )
    OR (
      :undated AND ordered_local IS NULL
    )
  UNION ALL
  SELECT
    shop,
    customer,
    0 AS orders,
    CAST(NULL AS DATE) AS day,
    gross_sales - discounts AS order_value,
    net_sales
  FROM sales_lines
  WHERE
    (
      at_local >= :start_at AND at_local < :end_at
    )
    OR (
      :undated AND at_local IS NULL
    )
), sums AS (
  SELECT
    shop,
    customer,
    CAST(SUM(orders) AS BIGINT) AS orders,
    SUM(order_value) AS order_value,
    SUM(net_sales) AS net_sales,
    MAX(day) AS last_day,
    NOT customer IS NULL AND NOT MAX(day) IS NULL AS is_scored
  FROM moves
  GROUP BY
    shop,
    customer
), scored AS (
  SELECT
    shop,
    customer,
    NTILE(5) OVER (ORDER BY last_day NULLS LAST, shop NULLS LAST, customer NULLS LAST) AS r,
    NTILE(5) OVER (ORDER BY orders NULLS LAST, shop NULLS LAST, customer NULLS LAST) AS f,
    NTILE(5) OVER (ORDER BY net_sales NULLS LAST, shop NULLS LAST, customer NULLS LAST) AS m
  FROM sums
  WHERE
    is_scored
)
SELECT
  s.shop,
  s.customer,
  p.name,
  s.orders,
  s.order_value,
  s.net_sales,
  s.last_day,
  DATEDIFF(CAST(:last_day AS DATE), s.last_day) AS recency_days,
  q.r,
  q.f,
  q.m
FROM sums AS s
LEFT JOIN scored AS q
  ON s.shop = q.shop AND s.customer = q.customer
LEFT JOIN people AS p
  ON s.shop = p.shop_id AND s.customer = p.customer
ORDER BY
  s.net_sales DESC,
  s.shop NULLS LAST,
  s.customer NULLS LAST
