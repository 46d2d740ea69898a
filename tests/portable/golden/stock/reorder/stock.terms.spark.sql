WITH ranked AS (
  SELECT
    shop_id,
    sku,
    supplier,
    lead_days,
    lead_sd,
    lead_days_max,
    pack_size,
    moq,
    unit_cost,
    review_days,
    ROW_NUMBER() OVER (
      PARTITION BY shop_id, sku
      ORDER BY lead_days NULLS LAST, supplier NULLS LAST, source_file NULLS LAST, source_row NULLS LAST
    ) AS place,
    COUNT(*) OVER (PARTITION BY shop_id, sku) AS suppliers
  FROM supply
)
SELECT
  shop_id AS shop,
  sku,
  supplier,
  lead_days,
  lead_sd,
  lead_days_max,
  pack_size,
  moq,
  unit_cost,
  review_days,
  suppliers
FROM ranked
WHERE
  place = 1
ORDER BY
  shop_id NULLS LAST,
  sku NULLS LAST
