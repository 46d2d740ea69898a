SELECT
  shop_id AS shop,
  MAX(number) AS last
FROM numbered_orders
WHERE
  (
    ordered_local >= :start_at AND ordered_local < :end_at
  )
  OR (
    :undated AND ordered_local IS NULL
  )
GROUP BY
  shop_id
ORDER BY
  shop_id NULLS LAST
