WITH sums AS (
  SELECT
    shop_id,
    customer,
    SUM(orders) AS orders,
    SUM(net_sales) AS net_sales,
    SUM(order_value) AS order_value,
    MAX(order_value) AS largest
  FROM customer_moves AS m
  WHERE
    at_local >= :year_at AND at_local < :at
  GROUP BY
    shop_id,
    customer
  HAVING
    SUM(m.orders) > 0
), ranked AS (
  SELECT
    *,
    COUNT(*) OVER () AS customers,
    ROW_NUMBER() OVER (ORDER BY net_sales DESC, shop_id NULLS LAST, customer NULLS LAST) AS place
  FROM sums
), vips AS (
  SELECT
    *,
    place <= FLOOR(CAST(customers AS DOUBLE) * :vip_share) AS is_top
  FROM ranked
  WHERE
    place <= FLOOR(CAST(customers AS DOUBLE) * :vip_share) OR largest >= :vip_order
), days AS (
  SELECT
    v.shop_id,
    v.customer,
    c.ordered_local < :at AS before,
    CAST(c.ordered_local AS DATE) AS day,
    MIN(c.ordered_local) AS at_local
  FROM order_customers AS c
  INNER JOIN vips AS v
    ON c.shop_id = v.shop_id AND c.customer = v.customer
  WHERE
    c.ordered_local < :until
  GROUP BY
    v.shop_id,
    v.customer,
    c.ordered_local < :at,
    CAST(c.ordered_local AS DATE)
), gaps AS (
  SELECT
    *,
    CASE
      WHEN before
      THEN DATEDIFF(
        day,
        LAG(day) OVER (PARTITION BY shop_id, customer, before ORDER BY day NULLS LAST)
      )
    END AS gap
  FROM days
), habits AS (
  SELECT
    shop_id,
    customer,
    MAX(CASE WHEN before THEN day END) AS last_day,
    MIN(CASE WHEN NOT before THEN at_local END) AS next_local,
    COUNT(gap) AS gaps,
    MEDIAN(CAST(gap AS DOUBLE)) AS usual_gap,
    PERCENTILE(CAST(gap AS DOUBLE), 0.9) AS late_after,
    MAX(gap) AS longest_gap
  FROM gaps
  GROUP BY
    shop_id,
    customer
)
SELECT
  v.shop_id AS shop,
  v.customer,
  v.is_top,
  CAST(v.orders AS BIGINT) AS orders,
  v.net_sales,
  v.order_value,
  v.largest,
  h.last_day,
  DATEDIFF(CAST(:at AS DATE), h.last_day) AS days_since,
  h.gaps,
  h.usual_gap,
  h.late_after,
  h.longest_gap,
  h.next_local
FROM vips AS v
INNER JOIN habits AS h
  ON v.shop_id = h.shop_id AND v.customer = h.customer
ORDER BY
  v.place NULLS LAST
