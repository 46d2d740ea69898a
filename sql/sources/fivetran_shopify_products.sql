-- Shopify's products and stock as a Fivetran pipeline lands them: product_variant, and the tables beside it.
-- vendor: Shopify
-- export: Fivetran's Shopify connector: copy its product and inventory tables out of the warehouse
-- cannot: what is on its way, where inventory_quantity is left out
-- unverified: is_gift_card
-- input: variant_rows
--   variant_id         text     key needed         : id
--   product_id         text     needed             : product_id
--   synced             instant  utc needed         : _fivetran_synced
--   item_id            text     needed             : inventory_item_id
--   price              money    needed             : price
--   sku                text     needed             : sku
--   title              text     needed             : title
--   updated            instant  utc                : updated_at
--   deleted            flag                        : _fivetran_deleted
--   compare_at         money                       : compare_at_price
--   policy             text                        : inventory_policy
--   quantity           number                      : inventory_quantity
--   requires_shipping  flag                        : requires_shipping
-- input: product_rows optional
--   product_id         text     key needed         : id
--   synced             instant  utc needed         : _fivetran_synced
--   title              text     needed             : title
--   handle             text     needed             : handle
--   vendor             text     needed             : vendor
--   type               text     needed             : product_type
--   deleted            flag                        : _fivetran_deleted
--   status             text                        : status
--   gift_card          flag                        : is_gift_card
-- input: item_rows optional
--   item_id            text     key needed         : id
--   synced             instant  utc needed         : _fivetran_synced
--   sku                text     needed             : sku
--   tracked            flag     needed             : tracked
--   unit_cost          money    one-of:cost        : unit_cost_amount
--   cost               money    one-of:cost        : cost
--   deleted            flag                        : _fivetran_deleted
--   requires_shipping  flag                        : requires_shipping
-- input: level_rows optional
--   item_id            text     key needed         : inventory_item_id
--   location_id        text     key needed         : location_id
--   synced             instant  utc needed         : _fivetran_synced
--   updated            instant  utc needed         : updated_at
--   level_id           text                        : id
--   available          number                      : available
--   deleted            flag                        : _fivetran_deleted
--   sku                text     never              : sku
-- input: quantity_rows optional
--   item_id            text     key needed         : inventory_item_id
--   level_id           text     key needed         : inventory_level_id
--   synced             instant  utc needed         : _fivetran_synced
--   name               text     needed             : name
--   quantity           number   needed reject      : quantity
-- input: location_rows optional
--   location_id        text     key needed         : id
--   synced             instant  utc needed         : _fivetran_synced
--   name               text     needed             : name
--   active             flag     needed             : active
--   country            text     needed             : country_code
--   legacy             text     needed             : legacy
--   deleted            flag                        : _fivetran_deleted
--
-- The table of variants is enough; each other adds what it knows. Of several rows of one id the one
-- synced last counts, and what was deleted does not. Stock is what inventory_quantity says of a
-- level, else its own `available`; of a variant of which no level is stated, it is the quantity that
-- the variant states for all locations. Items whose stock is not tracked have none.

-- name: _variants
SELECT
    *,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, variant_id
                ORDER BY
                    synced.at DESC NULLS LAST, updated.at DESC NULLS LAST, source_file DESC,
                    source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Shopify'
    END AS why_not
FROM variant_rows

-- name: _products
SELECT
    *,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, product_id
                ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Shopify'
        WHEN
            NOT EXISTS (
                SELECT 1 FROM _variants AS v
                WHERE v.why_not IS NULL AND v.shop_id = p.shop_id AND v.product_id = p.product_id
            ) THEN 'belongs to no row that counts'
    END AS why_not
FROM product_rows AS p

-- name: _items
SELECT
    *,
    row_number() OVER (
        PARTITION BY shop_id, item_id
        ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1 AS is_newest
FROM item_rows

-- name: _goods
-- Each variant that is sold, with what its product and its item say of it.
SELECT
    v.shop_id, v.variant_id, v.item_id, v.product_id,
    coalesce(v.sku, i.sku, concat_ws(' / ', coalesce(p.handle, v.product_id), v.title)) AS sku,
    nullif(concat_ws(' - ', p.title, nullif(v.title, 'Default Title')), '') AS title,
    p.type, p.vendor, v.price, v.compare_at, coalesce(i.unit_cost, i.cost) AS unit_cost,
    lower(p.status) AS status, p.gift_card, coalesce(i.requires_shipping, v.requires_shipping)
        AS requires_shipping,
    lower(v.policy) = 'continue' AS oversell, v.quantity, coalesce(i.tracked, true) AS tracked,
    v.source_file, v.source_row
FROM _variants AS v
LEFT JOIN _products AS p
    ON v.shop_id = p.shop_id AND v.product_id = p.product_id AND p.why_not IS NULL
LEFT JOIN _items AS i
    ON
        v.shop_id = i.shop_id AND v.item_id = i.item_id AND i.is_newest
        AND NOT coalesce(i.deleted, false)
WHERE
    v.why_not IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM _products AS d
        WHERE
            d.shop_id = v.shop_id AND d.product_id = v.product_id
            AND d.why_not = 'deleted in Shopify'
    )

-- name: _quantities
SELECT
    *,
    row_number() OVER (
        PARTITION BY shop_id, item_id, level_id, lower(name)
        ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1 AS is_newest
FROM quantity_rows

-- name: _levels
WITH
stated AS (
    SELECT
        shop_id, item_id, level_id,
        sum(quantity) FILTER (WHERE lower(name) = 'available') AS available,
        sum(quantity) FILTER (WHERE lower(name) = 'on_hand') AS on_hand,
        sum(quantity) FILTER (WHERE lower(name) = 'committed') AS committed,
        sum(quantity) FILTER (WHERE lower(name) = 'incoming') AS incoming,
        sum(quantity) FILTER (
            WHERE lower(name) IN ('reserved', 'damaged', 'quality_control', 'safety_stock')
        ) AS unavailable
    FROM _quantities
    WHERE is_newest
    GROUP BY ALL
),
named AS (
    SELECT shop_id, location_id, max_by(name, synced.at) AS name FROM location_rows
    GROUP BY shop_id, location_id
),
goods AS (
    SELECT shop_id, item_id, min(sku) AS sku, min_by(title, sku) AS title FROM _goods
    GROUP BY shop_id, item_id
)
SELECT
    l.shop_id, l.item_id, l.level_id, coalesce(g.sku, i.sku) AS sku, g.title,
    coalesce(n.name, l.location_id) AS location,
    s.on_hand, s.committed, coalesce(s.available, l.available) AS available, s.incoming,
    s.unavailable,
    l.source_file, l.source_row,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY l.shop_id, l.item_id, l.location_id
                ORDER BY l.synced.at DESC NULLS LAST, l.source_file DESC, l.source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN l.deleted OR i.deleted THEN 'deleted in Shopify'
        WHEN NOT coalesce(i.tracked, true) THEN 'item whose stock is not tracked'
        WHEN s.item_id IS NULL AND l.available IS NULL
            THEN 'stock level of which no quantity is stated'
        WHEN coalesce(g.sku, i.sku) IS NULL THEN 'stock of an item whose SKU is in no table'
    END AS why_not
FROM level_rows AS l
LEFT JOIN stated AS s
    ON l.shop_id = s.shop_id AND l.item_id = s.item_id AND l.level_id = s.level_id
LEFT JOIN goods AS g ON l.shop_id = g.shop_id AND l.item_id = g.item_id
LEFT JOIN _items AS i ON l.shop_id = i.shop_id AND l.item_id = i.item_id AND i.is_newest
LEFT JOIN named AS n ON l.shop_id = n.shop_id AND l.location_id = n.location_id

-- name: products
SELECT
    shop_id, sku, product_id, title, type, vendor, price, compare_at, unit_cost, status,
    gift_card AS is_gift_card, requires_shipping, oversell, source_file, source_row
FROM _goods

-- name: inventory_levels
SELECT
    shop_id, sku, title, location, on_hand, committed, available, incoming, unavailable,
    source_file, source_row
FROM _levels
WHERE why_not IS NULL
UNION ALL
SELECT
    shop_id, sku, title, NULL AS location, NULL AS on_hand, NULL AS committed,
    quantity AS available, NULL AS incoming, NULL AS unavailable, source_file, source_row
FROM _goods AS g
WHERE
    g.quantity IS NOT NULL AND g.tracked
    AND NOT EXISTS (
        SELECT 1 FROM _levels AS l
        WHERE l.shop_id = g.shop_id AND l.item_id = g.item_id AND l.why_not IS NULL
    )

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _variants
WHERE why_not IS NOT NULL
UNION ALL
SELECT v.source_file, v.source_row, 'deleted in Shopify' AS reason
FROM _variants AS v
WHERE
    v.why_not IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM _goods AS g
        WHERE g.shop_id = v.shop_id AND g.variant_id = v.variant_id
    )
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _products
WHERE why_not IS NOT NULL
UNION ALL
SELECT
    i.source_file, i.source_row,
    CASE
        WHEN NOT i.is_newest THEN 'older version of a row: the one synced last counts'
        WHEN i.deleted THEN 'deleted in Shopify'
        ELSE 'belongs to no row that counts'
    END AS reason
FROM _items AS i
WHERE
    NOT i.is_newest OR i.deleted
    OR NOT EXISTS (
        SELECT 1 FROM (
            SELECT shop_id, item_id FROM _goods
            UNION ALL
            SELECT shop_id, item_id FROM _levels
        ) AS known
        WHERE known.shop_id = i.shop_id AND known.item_id = i.item_id
    )
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _levels
WHERE why_not IS NOT NULL
UNION ALL
SELECT
    q.source_file, q.source_row,
    CASE
        WHEN NOT q.is_newest THEN 'older version of a row: the one synced last counts'
        ELSE 'belongs to no row that counts'
    END AS reason
FROM _quantities AS q
WHERE
    NOT q.is_newest
    OR NOT EXISTS (
        SELECT 1 FROM _levels AS l
        WHERE
            l.why_not IS NULL AND l.shop_id = q.shop_id AND l.item_id = q.item_id
            AND l.level_id = q.level_id
    )
UNION ALL
SELECT source_file, source_row, 'belongs to no row that counts' AS reason
FROM location_rows AS n
WHERE
    NOT EXISTS (
        SELECT 1 FROM level_rows AS l
        WHERE l.shop_id = n.shop_id AND l.location_id = n.location_id
    )
