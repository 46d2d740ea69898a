-- Visits to products: one row for each day and item, as analytics counts them.
CREATE TABLE items_daily (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    day DATE NOT NULL,  -- the store's day
    item VARCHAR NOT NULL,  -- what analytics calls it: a name or an id
    sku VARCHAR,  -- part of the key: its SKU, where the export has one
    category VARCHAR,  -- the category that analytics puts it in
    viewed BIGINT,  -- times it was looked at
    added BIGINT,  -- times it was put into a cart, or units, as the source counts
    checked_out BIGINT,  -- the same of checkouts begun
    purchased BIGINT,  -- the same of purchases
    revenue DECIMAL(18,4),  -- as the source states it
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
