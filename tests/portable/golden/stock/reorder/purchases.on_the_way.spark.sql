SELECT
  shop_id AS shop,
  po_id AS po,
  sku,
  supplier,
  ordered_day AS ordered,
  expected_day AS expected,
  qty - COALESCE(received_qty, 0) AS qty,
  unit_cost
FROM purchase_orders
WHERE
  received_day IS NULL AND qty > COALESCE(received_qty, 0)
ORDER BY
  expected_day NULLS LAST,
  po_id NULLS LAST,
  sku NULLS LAST,
  shop_id NULLS LAST,
  source_file NULLS LAST,
  source_row NULLS LAST
