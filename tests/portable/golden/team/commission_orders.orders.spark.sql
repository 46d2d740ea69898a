WITH named AS (
  SELECT
    c.shop_id,
    c.order_id AS credited,
    o.order_id
  FROM credits AS c
  INNER JOIN orders AS o
    ON c.shop_id = o.shop_id AND c.order_id = o.order_id
  UNION
  SELECT
    c.shop_id,
    c.order_id AS credited,
    o.order_id
  FROM credits AS c
  INNER JOIN orders AS o
    ON c.shop_id = o.shop_id
    AND REPLACE(c.order_id, '#', '') = REPLACE(o.order_no, '#', '')
)
SELECT
  n.shop_id AS shop,
  n.credited,
  n.order_id,
  CAST(v.ordered_local AS DATE) AS day,
  v.kept AS amount
FROM named AS n
INNER JOIN order_value AS v
  ON n.shop_id = v.shop_id AND n.order_id = v.order_id
ORDER BY
  n.shop_id NULLS LAST,
  n.credited NULLS LAST,
  n.order_id NULLS LAST
