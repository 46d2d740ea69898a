WITH listed AS (
  SELECT
    shop_id,
    sku,
    CAST(MAX(price) AS DECIMAL(28, 8)) AS price
  FROM products
  WHERE
    price > 0 AND :by = 'sku'
  GROUP BY
    shop_id,
    sku
), sold AS (
  SELECT
    l.shop_id,
    g.product,
    CASE :by WHEN 'sku' THEN g.sku WHEN 'product' THEN g.product ELSE g.category END AS item,
    CASE WHEN l.unit_price > 0 THEN CAST(l.unit_price AS DOUBLE) END AS unit_price
  FROM order_lines AS l
  INNER JOIN numbered_goods AS g
    ON COALESCE(l.sku, l.title) = g.sku
  LEFT JOIN listed AS p
    ON l.shop_id = p.shop_id AND l.sku = p.sku
  WHERE
    l.kind = 'product' AND p.sku IS NULL
), prices AS (
  SELECT
    p.shop_id,
    p.sku AS item,
    g.product,
    p.price,
    TRUE AS listed
  FROM listed AS p
  INNER JOIN numbered_goods AS g
    ON p.sku = g.sku
  UNION ALL
  SELECT
    shop_id,
    item,
    MAX(product) AS product,
    CAST(CAST(ROUND((
      MEDIAN(CAST(unit_price AS DOUBLE))
    ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS price,
    FALSE AS listed
  FROM sold
  WHERE
    NOT item IS NULL
  GROUP BY
    shop_id,
    item
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
  p.shop_id AS shop,
  p.item,
  p.product,
  p.price,
  p.listed,
  CASE WHEN :by = 'sku' THEN s.available END AS available
FROM prices AS p
LEFT JOIN stock AS s
  ON p.shop_id = s.shop_id AND p.item = s.sku
WHERE
  NOT p.price IS NULL
ORDER BY
  p.shop_id NULLS LAST,
  p.item NULLS LAST
