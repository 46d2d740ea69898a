SELECT
  COALESCE(order_no, order_id) AS order_no,
  lines_total,
  stated_discount AS discount,
  subtotal
FROM order_value
WHERE
  NOT tied
  AND (
    (
      ordered_local >= :start_at AND ordered_local < :end_at
    )
    OR (
      :undated AND ordered_local IS NULL
    )
  )
ORDER BY
  order_no NULLS LAST,
  order_id NULLS LAST
