WITH said AS (
  SELECT
    shop_id,
    sku,
    title,
    location,
    on_hand,
    committed,
    available,
    incoming,
    COALESCE(committed, 0) + COALESCE(unavailable, 0) AS held
  FROM inventory_levels
)
SELECT
  shop_id,
  sku,
  title,
  location,
  COALESCE(on_hand, available + held) AS on_hand,
  committed,
  COALESCE(available, on_hand - held) AS available,
  incoming
FROM said
