WITH people AS (
  SELECT
    shop_id,
    customer_id,
    MAX(segment) AS segment,
    MAX(country) AS country,
    MAX(region) AS region
  FROM customers
  GROUP BY
    shop_id,
    customer_id
), listed AS (
  SELECT
    shop_id,
    customer,
    MAX(segment) AS segment
  FROM customer_segments
  GROUP BY
    shop_id,
    customer
), everywhere AS (
  SELECT
    customer,
    MAX(segment) AS segment
  FROM customer_segments
  WHERE
    shop_id = ''
  GROUP BY
    customer
)
SELECT
  o.shop_id,
  o.order_id,
  v.ordered_local,
  c.customer,
  COALESCE(o.segment, p.segment, i.segment, e.segment, a.segment) AS segment,
  o.channel,
  COALESCE(o.country, p.country) AS country,
  COALESCE(o.region, p.region) AS region,
  o.location,
  o.financial_status AS status,
  o.tags
FROM orders AS o
INNER JOIN order_value AS v
  ON o.shop_id = v.shop_id AND o.order_id = v.order_id
LEFT JOIN customer_orders AS c
  ON o.shop_id = c.shop_id AND o.order_id = c.order_id
LEFT JOIN people AS p
  ON c.shop_id = p.shop_id AND c.customer = p.customer_id
LEFT JOIN listed AS i
  ON c.shop_id = i.shop_id AND c.customer = i.customer
LEFT JOIN listed AS e
  ON o.shop_id = e.shop_id AND o.email_norm = e.customer
LEFT JOIN everywhere AS a
  ON o.email_norm = a.customer
