-- Targets: what a shop, team, rep or segment is to reach.
CREATE TABLE targets (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    period VARCHAR NOT NULL,  -- 2026, 2026-Q3, 2026-09 or 2026-09-18
    scope VARCHAR,  -- part of the key: shop, team, rep, segment
    scope_id VARCHAR,  -- part of the key: which one; NULL for the shop
    metric VARCHAR NOT NULL,  -- net_sales, orders, won_value, ..
    value DECIMAL(18,4),  -- in the currency, or a count
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
