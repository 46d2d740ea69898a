WITH asked AS (
  SELECT
    COALESCE(processed_local, created_local) AS ordered_local,
    ROW_NUMBER() OVER (ORDER BY shop_id NULLS LAST, order_id NULLS LAST) AS number
  FROM orders
  WHERE
    (
      COALESCE(processed_local, created_local) >= :start_at
      AND COALESCE(processed_local, created_local) < :end_at
    )
    OR (
      :undated AND COALESCE(processed_local, created_local) IS NULL
    )
)
SELECT
  number
FROM asked
WHERE
  ordered_local >= :recent_from AND ordered_local < :recent_to
ORDER BY
  number NULLS LAST
