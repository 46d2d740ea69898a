-- The Shopify admin's inventory export (Products > Inventory > Export), as CSV, of either header generation.
-- vendor: Shopify
-- export: Products > Inventory > Export > All variants, all locations
-- cannot: how much lay there on days before: `salesops snapshot` keeps a copy of each day
-- cannot: what is on order, and from whom
-- input: rows
--   handle       text    needed         : Handle
--   title        text    needed         : Title
--   option1      text                   : Option1 Value
--   option2      text                   : Option2 Value
--   option3      text                   : Option3 Value
--   sku          text    needed         : SKU
--   location     text    needed         : Location
--   incoming     number                 : Incoming | Incoming (not editable)
--   unavailable  number                 : Unavailable | Unavailable (not editable)
--   committed    number                 : Committed | Committed (not editable)
--   available    number  one-of:stock   : Available | Available (not editable)
--   on_hand      number  one-of:stock   : On hand (current) | On hand
--
-- `On hand (new)` is where the shop types a correction: it is not stock. A SKU of `-` is none.

-- name: inventory_levels
SELECT
    shop_id,
    coalesce(nullif(sku, '-'), concat_ws(' / ', handle, option1, option2, option3)) AS sku,
    title, location, on_hand, committed,
    coalesce(available, on_hand - coalesce(committed, 0) - coalesce(unavailable, 0)) AS available,
    incoming, unavailable, source_file, source_row
FROM rows
