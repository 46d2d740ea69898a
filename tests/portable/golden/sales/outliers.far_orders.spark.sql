SELECT
  COALESCE(order_no, order_id) AS order_no,
  kept AS order_value
FROM order_value
WHERE
  product_lines > 0
  AND CAST(kept AS DOUBLE) > :fence
  AND (
    (
      ordered_local >= :start_at AND ordered_local < :end_at
    )
    OR (
      :undated AND ordered_local IS NULL
    )
  )
ORDER BY
  kept DESC,
  ordered_local NULLS LAST,
  order_no NULLS LAST,
  shop_id NULLS LAST,
  order_id NULLS LAST
