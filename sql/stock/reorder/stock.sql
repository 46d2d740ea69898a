-- The stock of each SKU, what it sells for, and how it is bought.
-- reads: stock_now
-- may read: products, supply

-- name: stock
-- All locations together; what the catalogue says of it.
WITH
catalogue AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        max(vendor) AS vendor,
        max(price) AS price,
        max(unit_cost) AS unit_cost,
        max(pack_size) AS pack_size,
        max(moq) AS moq,
        max(lead_days) AS lead_days,
        min(CASE WHEN status = 'archived' THEN 1 ELSE 0 END) = 1 AS archived
    FROM products
    GROUP BY shop_id, sku
),
held AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        sum(on_hand) AS on_hand,
        sum(committed) AS committed,
        sum(available) AS available,
        sum(incoming) AS incoming
    FROM stock_now
    GROUP BY shop_id, sku
)
SELECT
    h.shop_id AS shop,
    h.sku,
    coalesce(c.title, h.title) AS title,
    c.vendor,
    coalesce(c.archived, false) AS archived,
    h.on_hand,
    h.committed,
    h.available,
    coalesce(h.incoming, 0) AS incoming,
    c.price,
    c.unit_cost,
    c.pack_size,
    c.moq,
    c.lead_days
FROM held AS h
LEFT JOIN catalogue AS c ON h.shop_id = c.shop_id AND h.sku = c.sku
ORDER BY h.shop_id, h.sku

-- name: terms
-- Of several suppliers of a SKU the quickest.
WITH
ranked AS (
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
        row_number() OVER (
            PARTITION BY shop_id, sku
            ORDER BY lead_days NULLS LAST, supplier NULLS LAST, source_file, source_row
        ) AS place,
        count(*) OVER (PARTITION BY shop_id, sku) AS suppliers
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
WHERE place = 1
ORDER BY shop_id, sku
