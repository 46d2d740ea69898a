-- Stock as the inventory export has it: one row for each SKU and location. Sum it for a SKU.
-- reads: inventory_levels
-- What is available is on hand less what is committed to orders and what cannot be sold; each is
-- told from the others where the export leaves it out. What it says nothing of is NULL.
WITH
said AS (
    SELECT
        shop_id,
        sku,
        title,
        location,
        on_hand,
        committed,
        available,
        incoming,
        coalesce(committed, 0) + coalesce(unavailable, 0) AS held
    FROM inventory_levels
)
SELECT
    shop_id,
    sku,
    title,
    location,
    coalesce(on_hand, available + held) AS on_hand,
    committed,
    coalesce(available, on_hand - held) AS available,
    incoming
FROM said
