WITH sums AS (
  SELECT
    shop_id,
    customer,
    CAST(SUM(orders) AS BIGINT) AS orders,
    SUM(net_sales) AS net_sales,
    CAST(MIN(CASE WHEN orders = 1 THEN at_local END) AS DATE) AS first_day
  FROM customer_moves AS m
  GROUP BY
    shop_id,
    customer
  HAVING
    SUM(CASE WHEN at_local >= :year_at AND at_local < :at THEN m.net_sales ELSE 0 END) >= :least
    OR MAX(CASE WHEN at_local >= :year_at AND at_local < :at THEN order_value END) >= :vip_order
)
SELECT
  s.shop_id AS shop,
  s.customer,
  s.orders,
  s.net_sales,
  s.first_day,
  k.name,
  k.email,
  k.phone,
  k.accepts_email,
  k.accepts_sms
FROM sums AS s
LEFT JOIN customer_contacts AS k
  ON s.shop_id = k.shop_id AND s.customer = k.customer
ORDER BY
  s.shop_id NULLS LAST,
  s.customer NULLS LAST
