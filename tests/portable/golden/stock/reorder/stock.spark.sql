WITH catalogue AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    MAX(vendor) AS vendor,
    MAX(price) AS price,
    MAX(unit_cost) AS unit_cost,
    MAX(pack_size) AS pack_size,
    MAX(moq) AS moq,
    MAX(lead_days) AS lead_days,
    MIN(CASE WHEN status = 'archived' THEN 1 ELSE 0 END) = 1 AS archived
  FROM products
  GROUP BY
    shop_id,
    sku
), held AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    SUM(on_hand) AS on_hand,
    SUM(committed) AS committed,
    SUM(available) AS available,
    SUM(incoming) AS incoming
  FROM stock_now
  GROUP BY
    shop_id,
    sku
)
SELECT
  h.shop_id AS shop,
  h.sku,
  COALESCE(c.title, h.title) AS title,
  c.vendor,
  COALESCE(c.archived, FALSE) AS archived,
  h.on_hand,
  h.committed,
  h.available,
  COALESCE(h.incoming, 0) AS incoming,
  c.price,
  c.unit_cost,
  c.pack_size,
  c.moq,
  c.lead_days
FROM held AS h
LEFT JOIN catalogue AS c
  ON h.shop_id = c.shop_id AND h.sku = c.sku
ORDER BY
  h.shop_id NULLS LAST,
  h.sku NULLS LAST
