SELECT
  CAST((
    v.gross_sales - v.discounts
  ) AS DOUBLE) AS value
FROM order_value AS v
INNER JOIN numbered_orders AS o
  ON v.shop_id = o.shop_id AND v.order_id = o.order_id
WHERE
  v.product_lines > 0
  AND (
    (
      o.ordered_local >= :start_at AND o.ordered_local < :end_at
    )
    OR (
      :undated AND o.ordered_local IS NULL
    )
  )
ORDER BY
  o.number NULLS LAST
