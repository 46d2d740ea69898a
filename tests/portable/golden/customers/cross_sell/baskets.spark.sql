WITH asked AS (
  SELECT
    shop_id,
    order_id,
    ROW_NUMBER() OVER (ORDER BY shop_id NULLS LAST, order_id NULLS LAST) AS number
  FROM orders
  WHERE
    (
      COALESCE(processed_local, created_local) >= :start_at
      AND COALESCE(processed_local, created_local) < :end_at
    )
    OR (
      :undated AND COALESCE(processed_local, created_local) IS NULL
    )
), named AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    MAX(type) AS category
  FROM products
  GROUP BY
    shop_id,
    sku
), sold AS (
  SELECT
    l.shop_id,
    l.order_id,
    CASE :by
      WHEN 'category'
      THEN COALESCE(l.category, n.category)
      WHEN 'product'
      THEN COALESCE(n.title, l.title, l.sku)
      ELSE COALESCE(l.sku, l.title)
    END AS item
  FROM order_lines AS l
  LEFT JOIN named AS n
    ON l.shop_id = n.shop_id AND l.sku = n.sku
  WHERE
    l.kind = 'product'
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
  CAST(a.number AS INT) AS order_no,
  CAST(COALESCE(i.number, 0) AS INT) AS item_no
FROM sold AS s
INNER JOIN asked AS a
  ON s.shop_id = a.shop_id AND s.order_id = a.order_id
LEFT JOIN numbered AS i
  ON s.shop_id = i.shop_id AND s.item = i.item
ORDER BY
  a.number NULLS LAST,
  COALESCE(i.number, 0) NULLS LAST
