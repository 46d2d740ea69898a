WITH received AS (
  SELECT
    shop_id,
    po_id,
    sku,
    supplier,
    DATEDIFF(received_day, ordered_day) AS days
  FROM purchase_orders
  WHERE
    received_day >= ordered_day
), by_sku AS (
  SELECT
    shop_id,
    sku,
    po_id,
    CAST(MAX(days) AS DOUBLE) AS days
  FROM received
  GROUP BY
    shop_id,
    sku,
    po_id
), by_supplier AS (
  SELECT
    shop_id,
    supplier,
    po_id,
    AVG(CAST(days AS DOUBLE)) AS days
  FROM received
  WHERE
    NOT supplier IS NULL
  GROUP BY
    shop_id,
    supplier,
    po_id
), every AS (
  SELECT
    shop_id,
    'sku' AS about,
    sku AS name,
    days
  FROM by_sku
  UNION ALL
  SELECT
    shop_id,
    'supplier' AS about,
    supplier AS name,
    days
  FROM by_supplier
)
SELECT
  shop_id AS shop,
  about,
  name,
  COUNT(*) AS n,
  SUM(days) AS total,
  SUM(days * days) AS squares,
  MAX(days) AS longest
FROM every
GROUP BY
  shop_id,
  about,
  name
ORDER BY
  shop_id NULLS LAST,
  about NULLS LAST,
  name NULLS LAST
