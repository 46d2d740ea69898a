WITH wanted AS (
  SELECT DISTINCT
    w.shop_id,
    w.customer
  FROM ticket_owners AS w
  INNER JOIN ticket_facts AS t
    ON w.ticket_shop = t.shop_id AND w.ticket_id = t.ticket_id
  WHERE
    NOT t.closed
), lifetimes AS (
  SELECT
    m.shop_id,
    m.customer,
    CAST(SUM(m.orders) AS BIGINT) AS orders,
    SUM(m.net_sales) AS net_sales
  FROM customer_moves AS m
  INNER JOIN wanted AS w
    ON m.shop_id = w.shop_id AND m.customer = w.customer
  GROUP BY
    m.shop_id,
    m.customer
), visits AS (
  SELECT
    c.shop_id,
    c.customer,
    CAST(c.ordered_local AS DATE) AS day
  FROM order_customers AS c
  INNER JOIN wanted AS w
    ON c.shop_id = w.shop_id AND c.customer = w.customer
  WHERE
    NOT c.ordered_local IS NULL
  GROUP BY
    c.shop_id,
    c.customer,
    CAST(c.ordered_local AS DATE)
), gaps AS (
  SELECT
    shop_id,
    customer,
    day,
    DATEDIFF(day, LAG(day) OVER (PARTITION BY shop_id, customer ORDER BY day NULLS LAST)) AS gap
  FROM visits
), habits AS (
  SELECT
    shop_id,
    customer,
    DATEDIFF(CAST(:as_of AS DATE), MAX(day)) AS days_since,
    COUNT(gap) AS gaps,
    MEDIAN(CAST(gap AS DOUBLE)) AS usual_gap
  FROM gaps
  GROUP BY
    shop_id,
    customer
), years AS (
  SELECT
    shop_id,
    customer,
    SUM(net_sales) AS net_sales,
    MAX(order_value) AS largest
  FROM customer_moves
  WHERE
    at_local >= :year_at AND at_local < :as_of
  GROUP BY
    shop_id,
    customer
  HAVING
    SUM(orders) > 0
), ranked AS (
  SELECT
    *,
    COUNT(*) OVER () AS customers,
    ROW_NUMBER() OVER (ORDER BY net_sales DESC, shop_id NULLS LAST, customer NULLS LAST) AS place
  FROM years
)
SELECT
  t.shop_id AS shop,
  t.customer,
  t.orders,
  t.net_sales AS lifetime,
  CAST(COALESCE(y.net_sales, 0) AS DECIMAL(28, 8)) AS year_sales,
  COALESCE(
    y.place <= FLOOR(CAST(y.customers AS DOUBLE) * :vip_share)
    OR y.largest >= :vip_order,
    FALSE
  ) AS high_value,
  h.days_since,
  h.gaps,
  h.usual_gap
FROM lifetimes AS t
LEFT JOIN ranked AS y
  ON t.shop_id = y.shop_id AND t.customer = y.customer
LEFT JOIN habits AS h
  ON t.shop_id = h.shop_id AND t.customer = h.customer
ORDER BY
  t.shop_id NULLS LAST,
  t.customer NULLS LAST
