SELECT
  (
    SELECT
      COUNT(fulfillment_status)
    FROM orders
  ) + (
    SELECT
      COUNT(*)
    FROM order_parcels
  ) AS stated,
  (
    SELECT
      COUNT(*)
    FROM orders
    WHERE
      fulfillment_status IS NULL
  ) AS unstated,
  (
    SELECT
      COUNT(*)
    FROM order_customers
    WHERE
      ordered_local >= :recent_from AND ordered_local < :recent_to
  ) AS recent
