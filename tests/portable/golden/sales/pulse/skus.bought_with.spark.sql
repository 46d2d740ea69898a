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
), ranking AS (
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
), asked AS (
  SELECT DISTINCT
    sku
  FROM ranking
), held AS (
  SELECT DISTINCT
    l.shop_id,
    l.order_id,
    l.sku
  FROM line_sales AS l
  INNER JOIN asked AS q
    ON l.sku = q.sku
), together AS (
  SELECT DISTINCT
    h.shop_id,
    h.order_id,
    h.sku,
    l.sku AS other
  FROM held AS h
  INNER JOIN line_sales AS l
    ON h.shop_id = l.shop_id AND h.order_id = l.order_id AND h.sku <> l.sku
), pairs AS (
  SELECT
    sku,
    other,
    COUNT(*) AS orders
  FROM together
  GROUP BY
    sku,
    other
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
