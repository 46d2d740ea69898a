-- Orders to suppliers, line by line: what is on its way, and how long it took before.
CREATE TABLE purchase_orders (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    po_id VARCHAR NOT NULL,  -- the order to the supplier
    sku VARCHAR NOT NULL,  -- trimmed
    supplier VARCHAR,  -- who delivers it
    ordered_at TIMESTAMP,  -- when it was ordered; in UTC
    ordered_local TIMESTAMP,  -- the same on the store's clock
    ordered_day DATE,  -- its day on that clock
    expected_at TIMESTAMP,  -- when it is due; in UTC
    expected_local TIMESTAMP,  -- the same on the store's clock
    expected_day DATE,  -- its day on that clock
    received_at TIMESTAMP,  -- when it came in; NULL while open; in UTC
    received_local TIMESTAMP,  -- the same on the store's clock
    received_day DATE,  -- its day on that clock
    qty DECIMAL(18,3),  -- units ordered
    received_qty DECIMAL(18,3),  -- units that came in
    unit_cost DECIMAL(18,4),  -- what one costs
    currency VARCHAR,  -- ISO 4217
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
