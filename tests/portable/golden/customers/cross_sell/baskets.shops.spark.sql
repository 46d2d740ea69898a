SELECT
  shop_id AS shop,
  COUNT(*) AS orders
FROM orders
WHERE
  (
    COALESCE(processed_local, created_local) >= :start_at
    AND COALESCE(processed_local, created_local) < :end_at
  )
  OR (
    :undated AND COALESCE(processed_local, created_local) IS NULL
  )
GROUP BY
  shop_id
ORDER BY
  shop_id NULLS LAST
