SELECT
  shop_id AS shop,
  COUNT(*) AS orders,
  AVG(CAST(keep AS DOUBLE)) AS keep
FROM order_value
WHERE
  product_lines > 0
  AND (
    (
      ordered_local >= :start_at AND ordered_local < :end_at
    )
    OR (
      :undated AND ordered_local IS NULL
    )
  )
GROUP BY
  shop_id
ORDER BY
  shop_id NULLS LAST
