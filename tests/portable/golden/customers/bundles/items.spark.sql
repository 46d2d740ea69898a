WITH asked AS (
  SELECT
    shop_id,
    order_id
  FROM orders
  WHERE
    (
      COALESCE(processed_local, created_local) >= :start_at
      AND COALESCE(processed_local, created_local) < :end_at
    )
    OR (
      :undated AND COALESCE(processed_local, created_local) IS NULL
    )
), sold AS (
  SELECT
    a.shop_id,
    COALESCE(l.sku, l.title) AS sku,
    l.title,
    CASE WHEN l.unit_price > 0 THEN CAST(l.unit_price AS DOUBLE) END AS price,
    CAST(l.unit_cost AS DOUBLE) AS unit_cost
  FROM order_lines AS l
  INNER JOIN asked AS a
    ON l.shop_id = a.shop_id AND l.order_id = a.order_id
  WHERE
    l.kind = 'product' AND NOT COALESCE(l.sku, l.title) IS NULL
), summed AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    CAST(MEDIAN(CAST(price AS DOUBLE)) AS DECIMAL(28, 8)) AS price,
    CAST(MEDIAN(CAST(unit_cost AS DOUBLE)) AS DECIMAL(28, 8)) AS unit_cost,
    COUNT(*) AS lines
  FROM sold
  GROUP BY
    shop_id,
    sku
), numbered AS (
  SELECT
    *,
    ROW_NUMBER() OVER (ORDER BY shop_id NULLS LAST, sku NULLS LAST) AS item
  FROM summed
), listed AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    MAX(price) AS price,
    MAX(unit_cost) AS unit_cost,
    MAX(CASE WHEN status = 'archived' THEN 0 ELSE 1 END) AS is_sold
  FROM products
  GROUP BY
    shop_id,
    sku
), stock AS (
  SELECT
    shop_id,
    sku,
    SUM(available) AS available
  FROM stock_now
  GROUP BY
    shop_id,
    sku
)
SELECT
  n.item,
  n.shop_id AS shop,
  n.sku,
  COALESCE(p.title, n.title, n.sku) AS product,
  COALESCE(CAST(p.price AS DECIMAL(28, 8)), CAST(n.price AS DECIMAL(28, 8))) AS price,
  NOT p.price IS NULL AS listed,
  COALESCE(CAST(p.unit_cost AS DECIMAL(28, 8)), CAST(n.unit_cost AS DECIMAL(28, 8))) AS unit_cost,
  s.available,
  COALESCE(p.is_sold, 1) = 1 AS is_sold
FROM numbered AS n
LEFT JOIN listed AS p
  ON n.shop_id = p.shop_id AND n.sku = p.sku
LEFT JOIN stock AS s
  ON n.shop_id = s.shop_id AND n.sku = s.sku
WHERE
  n.lines >= :least
ORDER BY
  n.item NULLS LAST
