WITH catalogue AS (
  SELECT
    COUNT(*) AS products
  FROM (
    SELECT DISTINCT
      shop_id,
      sku
    FROM products
  ) AS p
), asked AS (
  SELECT
    l.shop_id || ' ' || COALESCE(l.sku, l.title) AS product_key,
    l.amount,
    l.unit_price,
    l.qty,
    l.shop_id,
    v.ordered_local IS NULL OR (
      v.dates_lines AND l.ordered_local IS NULL
    ) AS is_dateless
  FROM order_lines AS l
  INNER JOIN order_value AS v
    ON l.shop_id = v.shop_id AND l.order_id = v.order_id
  WHERE
    l.kind = 'product'
    AND (
      :undated
      OR (
        v.ordered_local >= :start_at
        AND v.ordered_local < :end_at
        AND (
          NOT l.ordered_local IS NULL OR NOT v.dates_lines
        )
      )
    )
    AND (
      v.ordered_local IS NULL
      OR (
        v.ordered_local >= :start_at AND v.ordered_local < :end_at
      )
    )
)
SELECT
  COUNT(a.is_dateless) AS lines,
  COUNT(DISTINCT a.product_key) AS products_sold,
  MAX(c.products) AS products,
  COUNT(DISTINCT a.shop_id) AS shops,
  CAST(COALESCE(
    SUM(CASE WHEN NOT a.is_dateless IS NULL AND a.unit_price IS NULL THEN 1 ELSE 0 END),
    0
  ) AS BIGINT) AS priceless_lines,
  CAST(COALESCE(SUM(CASE WHEN a.amount < 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS negative_lines,
  CAST(COALESCE(SUM(CASE WHEN ABS(a.amount - a.unit_price * a.qty) > 0.01 THEN 1 ELSE 0 END), 0) AS BIGINT) AS mismatched_lines
FROM catalogue AS c
LEFT JOIN asked AS a
  ON TRUE
