-- Stock: one row for each SKU and location.
CREATE TABLE inventory_levels (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    sku VARCHAR NOT NULL,  -- trimmed
    title VARCHAR,  -- as the export writes it
    location VARCHAR,  -- part of the key: where it lies
    on_hand DECIMAL(18,3),  -- in the house
    committed DECIMAL(18,3),  -- sold, not shipped
    available DECIMAL(18,3),  -- on_hand less committed and unavailable
    incoming DECIMAL(18,3),  -- on its way
    unavailable DECIMAL(18,3),  -- damaged, reserved
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
