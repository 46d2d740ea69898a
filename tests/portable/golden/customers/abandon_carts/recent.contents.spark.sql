WITH stock AS (
  SELECT
    shop_id,
    sku,
    SUM(available) AS available
  FROM stock_now
  GROUP BY
    shop_id,
    sku
), carts AS (
  SELECT DISTINCT
    shop_id,
    checkout_id
  FROM cart_contacts
  WHERE
    begun >= :recent_at
)
SELECT
  l.shop_id AS shop,
  l.checkout_id AS checkout,
  l.sku,
  MAX(l.title) AS title,
  SUM(l.qty) AS units,
  SUM(l.amount) AS amount,
  MAX(s.available) AS available
FROM checkout_lines AS l
INNER JOIN carts AS k
  ON l.shop_id = k.shop_id AND l.checkout_id = k.checkout_id
LEFT JOIN stock AS s
  ON l.shop_id = s.shop_id AND l.sku = s.sku
GROUP BY
  l.shop_id,
  l.checkout_id,
  l.sku,
  COALESCE(l.sku, l.title)
ORDER BY
  l.shop_id NULLS LAST,
  l.checkout_id NULLS LAST,
  amount DESC,
  l.sku NULLS LAST,
  title NULLS LAST
