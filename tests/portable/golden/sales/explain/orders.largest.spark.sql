WITH placed AS (
  SELECT
    shop_id,
    order_id,
    order_no,
    kept AS value,
    COALESCE(ordered_local >= :start_at AND ordered_local < :end_at, FALSE) AS is_now
  FROM order_value
  WHERE
    (
      ordered_local >= :start_at AND ordered_local < :end_at
    )
    OR (
      ordered_local >= :base_from AND ordered_local < :base_to
    )
)
SELECT
  COALESCE(order_no, order_id) AS order_no,
  value,
  is_now
FROM placed
ORDER BY
  value DESC,
  shop_id NULLS LAST,
  order_id NULLS LAST
LIMIT 2
