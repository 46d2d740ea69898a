-- Stock at the end of each day: what tells days in stock from days without.
CREATE TABLE stock_history (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    day DATE NOT NULL,  -- the store's day
    sku VARCHAR NOT NULL,  -- trimmed
    location VARCHAR,  -- part of the key: where it lies
    on_hand DECIMAL(18,3),  -- in the house
    available DECIMAL(18,3),  -- on_hand less committed and unavailable, where stated
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
