SELECT
  o.shop_id,
  o.order_id,
  COALESCE(o.processed_local, o.created_local) AS ordered_local,
  c.customer,
  COALESCE(o.segment, f.segment) AS segment,
  o.channel,
  COALESCE(o.country, f.country) AS country,
  COALESCE(o.region, f.region) AS region,
  o.location,
  o.financial_status AS status,
  o.tags
FROM orders AS o
LEFT JOIN order_customers AS c
  ON o.shop_id = c.shop_id AND o.order_id = c.order_id
LEFT JOIN customer_facts AS f
  ON c.shop_id = f.shop_id AND c.customer = f.customer
