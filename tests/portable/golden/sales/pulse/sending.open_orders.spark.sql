SELECT
  order_no,
  since_local AS since,
  promised_local AS promised,
  paid,
  partly,
  value
FROM unsent_orders
ORDER BY
  since_local NULLS LAST,
  order_no NULLS LAST,
  value NULLS LAST
