SELECT
  COUNT(*) AS n
FROM order_lines AS l
INNER JOIN order_value AS v
  ON l.shop_id = v.shop_id AND l.order_id = v.order_id
WHERE
  ABS(l.amount - l.unit_price * l.qty) > 0.01
  AND (
    (
      v.ordered_local >= :start_at AND v.ordered_local < :end_at
    )
    OR (
      :undated AND v.ordered_local IS NULL
    )
  )
