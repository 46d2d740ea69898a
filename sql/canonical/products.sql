-- Products: one row for each variant that can be sold.
CREATE TABLE products (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    sku VARCHAR NOT NULL,  -- trimmed; handle and options where there is none
    product_id VARCHAR,  -- handle or id
    title VARCHAR,  -- with its options
    type VARCHAR,  -- category
    vendor VARCHAR,  -- maker
    price DECIMAL(18,4),  -- list price
    compare_at DECIMAL(18,4),  -- the price it is reduced from
    unit_cost DECIMAL(18,4),  -- what one costs
    status VARCHAR,  -- active, draft, archived
    is_gift_card BOOLEAN,  -- sold value, not goods
    requires_shipping BOOLEAN,  -- false for digital goods
    oversell BOOLEAN,  -- sold on when none is left
    pack_size DECIMAL(18,3),  -- units in a pack
    lead_days DOUBLE,  -- days to restock
    moq DECIMAL(18,3),  -- least order quantity
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
