SELECT
  (
    SELECT
      COUNT(fulfillment_status)
    FROM orders
  ) + (
    SELECT
      COUNT(*)
    FROM order_parcels
  ) AS n
