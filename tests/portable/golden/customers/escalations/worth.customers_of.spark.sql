WITH wanted AS (
  SELECT DISTINCT
    w.shop_id,
    w.customer
  FROM ticket_owners AS w
  INNER JOIN ticket_facts AS t
    ON w.ticket_shop = t.shop_id AND w.ticket_id = t.ticket_id
  WHERE
    NOT t.closed
), sums AS (
  SELECT
    shop_id,
    customer,
    CAST(SUM(orders) AS BIGINT) AS orders,
    SUM(net_sales) AS lifetime,
    SUM(CASE WHEN at_local >= :year_at AND at_local < :as_of THEN orders END) AS year_orders,
    SUM(CASE WHEN at_local >= :year_at AND at_local < :as_of THEN net_sales END) AS year_sales,
    MAX(CASE WHEN at_local >= :year_at AND at_local < :as_of THEN order_value END) AS largest
  FROM customer_moves
  GROUP BY
    shop_id,
    customer
), ranked AS (
  SELECT
    shop_id,
    customer,
    largest,
    COUNT(*) OVER () AS customers,
    ROW_NUMBER() OVER (ORDER BY year_sales DESC, shop_id NULLS LAST, customer NULLS LAST) AS place
  FROM sums
  WHERE
    year_orders > 0
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
)
SELECT
  w.shop_id AS shop,
  w.customer,
  s.orders,
  s.lifetime,
  CAST(COALESCE(s.year_sales, 0) AS DECIMAL(28, 8)) AS year_sales,
  COALESCE(
    r.place <= FLOOR(CAST(r.customers AS DOUBLE) * :vip_share)
    OR r.largest >= :vip_order,
    FALSE
  ) AS high_value,
  h.days_since,
  h.gaps,
  h.usual_gap
FROM wanted AS w
INNER JOIN sums AS s
  ON w.shop_id = s.shop_id AND w.customer = s.customer
LEFT JOIN ranked AS r
  ON w.shop_id = r.shop_id AND w.customer = r.customer
LEFT JOIN habits AS h
  ON w.shop_id = h.shop_id AND w.customer = h.customer
ORDER BY
  w.shop_id NULLS LAST,
  w.customer NULLS LAST
