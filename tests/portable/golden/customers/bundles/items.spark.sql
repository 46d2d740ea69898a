WITH sold AS (
  SELECT
    n.shop_id,
    n.sku,
    n.item,
    l.title,
    CASE WHEN l.unit_price > 0 THEN CAST(l.unit_price AS DOUBLE) END AS price,
    CAST(l.unit_cost AS DOUBLE) AS unit_cost
  FROM order_lines AS l
  INNER JOIN numbered_orders AS o
    ON l.shop_id = o.shop_id AND l.order_id = o.order_id
  INNER JOIN numbered_skus AS n
    ON l.shop_id = n.shop_id AND COALESCE(l.sku, l.title) = n.sku
  WHERE
    l.kind = 'product'
    AND (
      (
        o.ordered_local >= :start_at AND o.ordered_local < :end_at
      )
      OR (
        :undated AND o.ordered_local IS NULL
      )
    )
), summed AS (
  SELECT
    shop_id,
    sku,
    item,
    MAX(title) AS title,
    CAST(CAST(ROUND((
      MEDIAN(CAST(price AS DOUBLE))
    ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS price,
    CAST(CAST(ROUND((
      MEDIAN(CAST(unit_cost AS DOUBLE))
    ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS unit_cost
  FROM sold
  GROUP BY
    shop_id,
    sku,
    item
  HAVING
    COUNT(*) >= :least
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
FROM summed AS n
LEFT JOIN listed AS p
  ON n.shop_id = p.shop_id AND n.sku = p.sku
LEFT JOIN stock AS s
  ON n.shop_id = s.shop_id AND n.sku = s.sku
ORDER BY
  n.item NULLS LAST
