SELECT
  shop_id AS shop,
  sku,
  expected_day AS expected,
  qty - COALESCE(received_qty, 0) AS qty
FROM purchase_orders
WHERE
  received_day IS NULL
  AND qty > COALESCE(received_qty, 0)
  AND CONTAINS(:skus, '|' || sku || '|')
ORDER BY
  expected_day NULLS LAST,
  po_id NULLS LAST,
  sku NULLS LAST,
  shop_id NULLS LAST,
  source_file NULLS LAST,
  source_row NULLS LAST
