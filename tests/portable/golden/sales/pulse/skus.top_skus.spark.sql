WITH sold AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    SUM(qty) AS units,
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
), before AS (
  SELECT
    shop_id,
    sku,
    SUM(sales) AS sales
  FROM line_sales
  WHERE
    ordered_local >= :base_from AND ordered_local < :base_to
  GROUP BY
    shop_id,
    sku
), recent AS (
  SELECT
    shop_id,
    sku,
    SUM(units) AS units
  FROM demand
  WHERE
    ordered_local >= :cover_from AND ordered_local < :cover_to
  GROUP BY
    shop_id,
    sku
), stock AS (
  SELECT
    shop_id,
    sku,
    SUM(on_hand) AS on_hand,
    SUM(available) AS available
  FROM stock_now
  GROUP BY
    shop_id,
    sku
)
SELECT
  s.sku,
  s.title,
  s.units,
  s.sales - COALESCE(r.returns, 0) AS net_sales,
  s.sales,
  b.sales AS base,
  k.on_hand,
  k.available,
  COALESCE(v.units, 0) AS recent_units
FROM sold AS s
LEFT JOIN returned AS r
  ON s.shop_id = r.shop_id AND s.sku = r.sku
LEFT JOIN before AS b
  ON s.shop_id = b.shop_id AND s.sku = b.sku
LEFT JOIN recent AS v
  ON s.shop_id = v.shop_id AND s.sku = v.sku
LEFT JOIN stock AS k
  ON s.shop_id = k.shop_id AND s.sku = k.sku
ORDER BY
  s.sales - COALESCE(r.returns, 0) DESC,
  s.sku NULLS LAST,
  s.shop_id NULLS LAST
LIMIT :top
