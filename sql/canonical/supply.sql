-- How each SKU is bought: from whom, how long it takes, in what packs.
CREATE TABLE supply (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    sku VARCHAR NOT NULL,  -- trimmed
    supplier VARCHAR,  -- who delivers it
    lead_days DOUBLE,  -- days from order to receipt, on average
    lead_sd DOUBLE,  -- their standard deviation
    lead_days_max DOUBLE,  -- the longest
    pack_size DECIMAL(18,3),  -- units in a pack
    moq DECIMAL(18,3),  -- least order quantity, in units
    unit_cost DECIMAL(18,4),  -- what one costs
    review_days DOUBLE,  -- days between two orders to this supplier
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
