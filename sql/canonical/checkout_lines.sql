-- What lies in unfinished checkouts, line by line.
CREATE TABLE checkout_lines (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    checkout_id VARCHAR NOT NULL,  -- its checkout
    line_id VARCHAR,  -- the source's id, else made of file and row
    updated_at TIMESTAMP,  -- when its checkout last changed; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    sku VARCHAR,  -- trimmed; NULL where blank
    title VARCHAR,  -- what the line says
    qty DECIMAL(18,3),  -- units
    unit_price DECIMAL(18,4),  -- before discounts
    amount DECIMAL(18,4),  -- the source's line total, else unit_price x qty
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
