WITH sold AS (
  SELECT
    shop_id,
    sku,
    SUM(sales) AS sales
  FROM line_sales
  WHERE
    (
      ordered_local >= :start_at AND ordered_local < :end_at
    )
    OR (
      :undated AND ordered_local IS NULL
    )
  GROUP BY
    shop_id,
    sku
), returned AS (
  SELECT
    shop_id,
    sku,
    SUM(returns) AS returns
  FROM line_returns
  WHERE
    :by_lines
    AND (
      (
        booked_local >= :start_at AND booked_local < :end_at
      )
      OR (
        :undated AND booked_local IS NULL
      )
    )
  GROUP BY
    shop_id,
    sku
), asked AS (
  SELECT
    s.sku
  FROM sold AS s
  LEFT JOIN returned AS r
    ON s.shop_id = r.shop_id AND s.sku = r.sku
  ORDER BY
    s.sales - COALESCE(r.returns, 0) DESC,
    s.sku NULLS LAST,
    s.shop_id NULLS LAST
  LIMIT :top
), baskets AS (
  SELECT DISTINCT
    shop_id,
    order_id,
    sku
  FROM line_sales
), pairs AS (
  SELECT
    a.sku,
    b.sku AS other,
    COUNT(*) AS orders
  FROM (
    SELECT DISTINCT
      sku
    FROM asked
  ) AS q
  INNER JOIN baskets AS a
    ON q.sku = a.sku
  INNER JOIN baskets AS b
    ON a.shop_id = b.shop_id AND a.order_id = b.order_id AND a.sku <> b.sku
  GROUP BY
    a.sku,
    b.sku
), ranked AS (
  SELECT
    sku,
    other,
    orders,
    ROW_NUMBER() OVER (PARTITION BY sku ORDER BY orders DESC, other NULLS LAST) AS rank
  FROM pairs
)
SELECT
  sku,
  other,
  orders
FROM ranked
WHERE
  rank = 1
ORDER BY
  sku NULLS LAST
