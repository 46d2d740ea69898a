WITH sold AS (
  SELECT
    shop_id,
    order_id,
    CASE :by WHEN 'category' THEN category WHEN 'product' THEN product ELSE sku END AS item
  FROM product_lines
), numbered AS (
  SELECT
    shop_id,
    item,
    ROW_NUMBER() OVER (ORDER BY shop_id NULLS LAST, item NULLS LAST) AS number
  FROM sold
  WHERE
    NOT item IS NULL
  GROUP BY
    shop_id,
    item
)
SELECT
  o.number AS order_no,
  CAST(COALESCE(i.number, 0) AS INT) AS item_no
FROM sold AS s
INNER JOIN numbered_orders AS o
  ON s.shop_id = o.shop_id AND s.order_id = o.order_id
LEFT JOIN numbered AS i
  ON s.shop_id = i.shop_id AND s.item = i.item
WHERE
  (
    o.ordered_local >= :start_at AND o.ordered_local < :end_at
  )
  OR (
    :undated AND o.ordered_local IS NULL
  )
ORDER BY
  o.number NULLS LAST,
  COALESCE(i.number, 0) NULLS LAST
