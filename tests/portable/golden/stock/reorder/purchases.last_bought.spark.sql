WITH ranked AS (
  SELECT
    shop_id,
    sku,
    supplier,
    unit_cost,
    ROW_NUMBER() OVER (
      PARTITION BY shop_id, sku
      ORDER BY CASE WHEN supplier IS NULL THEN 1 ELSE 0 END NULLS LAST, ordered_day DESC, po_id DESC, source_row DESC
    ) AS named,
    ROW_NUMBER() OVER (
      PARTITION BY shop_id, sku
      ORDER BY CASE WHEN unit_cost IS NULL THEN 1 ELSE 0 END NULLS LAST, ordered_day DESC, po_id DESC, source_row DESC
    ) AS priced
  FROM purchase_orders
)
SELECT
  shop_id AS shop,
  sku,
  MAX(CASE WHEN named = 1 THEN supplier END) AS supplier,
  MAX(CASE WHEN priced = 1 THEN unit_cost END) AS unit_cost
FROM ranked
GROUP BY
  shop_id,
  sku
ORDER BY
  shop_id NULLS LAST,
  sku NULLS LAST
