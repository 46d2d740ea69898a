WITH shops AS (
  SELECT DISTINCT
    shop_id
  FROM orders
), people AS (
  SELECT
    s.shop_id,
    c.customer_id AS customer,
    c.segment,
    c.country,
    c.region,
    CAST(NULL AS STRING) AS listed
  FROM customers AS c
  INNER JOIN shops AS s
    ON c.shop_id = s.shop_id OR c.shop_id = ''
), listed AS (
  SELECT
    s.shop_id,
    COALESCE(i.customer, l.customer) AS customer,
    CAST(NULL AS STRING) AS segment,
    CAST(NULL AS STRING) AS country,
    CAST(NULL AS STRING) AS region,
    l.segment AS listed
  FROM customer_segments AS l
  INNER JOIN shops AS s
    ON l.shop_id = s.shop_id OR l.shop_id = ''
  LEFT JOIN identities AS i
    ON s.shop_id = i.shop_id AND l.customer = i.email_norm
), every AS (
  SELECT
    *
  FROM people
  UNION ALL
  SELECT
    *
  FROM listed
)
SELECT
  shop_id,
  customer,
  COALESCE(MAX(segment), MAX(listed)) AS segment,
  MAX(country) AS country,
  MAX(region) AS region
FROM every
GROUP BY
  shop_id,
  customer
