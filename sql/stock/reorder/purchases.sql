-- What purchase orders say: how long deliveries take, what is on its way, what was paid last.
-- may read: purchase_orders

-- name: lead_times
-- Days from order to receipt, by SKU and by supplier; each purchase order is one observation.
WITH
received AS (
    SELECT
        shop_id,
        po_id,
        sku,
        supplier,
        date_diff('DAY', ordered_day, received_day) AS days
    FROM purchase_orders
    WHERE received_day >= ordered_day
),
-- Of what comes in parts the last part counts.
by_sku AS (
    SELECT
        shop_id,
        sku,
        po_id,
        max(days)::DOUBLE AS days
    FROM received
    GROUP BY shop_id, sku, po_id
),
by_supplier AS (
    SELECT
        shop_id,
        supplier,
        po_id,
        avg(days::DOUBLE) AS days
    FROM received
    WHERE supplier IS NOT NULL
    GROUP BY shop_id, supplier, po_id
),
every AS (
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
    count(*) AS n,
    sum(days) AS total,
    sum(days * days) AS squares,
    max(days) AS longest
FROM every
GROUP BY shop_id, about, name
ORDER BY shop_id, about, name

-- name: on_the_way
-- Lines that have not come in, the first due first.
SELECT
    shop_id AS shop,
    po_id AS po,
    sku,
    supplier,
    ordered_day AS ordered,
    expected_day AS expected,
    qty - coalesce(received_qty, 0) AS qty,
    unit_cost
FROM purchase_orders
WHERE received_day IS NULL AND qty > coalesce(received_qty, 0)
ORDER BY expected_day NULLS LAST, po_id, sku, shop_id, source_file, source_row

-- name: last_bought
-- From whom each SKU was bought last, and what it cost.
WITH
ranked AS (
    SELECT
        shop_id,
        sku,
        supplier,
        unit_cost,
        row_number() OVER (
            PARTITION BY shop_id, sku
            ORDER BY
                CASE WHEN supplier IS NULL THEN 1 ELSE 0 END, ordered_day DESC NULLS LAST,
                po_id DESC, source_row DESC
        ) AS named,
        row_number() OVER (
            PARTITION BY shop_id, sku
            ORDER BY
                CASE WHEN unit_cost IS NULL THEN 1 ELSE 0 END, ordered_day DESC NULLS LAST,
                po_id DESC, source_row DESC
        ) AS priced
    FROM purchase_orders
)
SELECT
    shop_id AS shop,
    sku,
    max(CASE WHEN named = 1 THEN supplier END) AS supplier,
    max(CASE WHEN priced = 1 THEN unit_cost END) AS unit_cost
FROM ranked
GROUP BY shop_id, sku
ORDER BY shop_id, sku
