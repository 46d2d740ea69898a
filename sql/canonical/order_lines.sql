-- Order lines: one row for each line as its source states it; identical lines are real.
CREATE TABLE order_lines (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    line_id VARCHAR NOT NULL,  -- the source's id, else made of file and row
    order_id VARCHAR NOT NULL,  -- its order
    order_no VARCHAR,  -- its order's name, by which parts in two files find each other
    ordered_at TIMESTAMP,  -- the line's own date, where the source dates lines; in UTC
    ordered_local TIMESTAMP,  -- the same on the store's clock
    ordered_day DATE,  -- its day on that clock
    sku VARCHAR,  -- trimmed; NULL where blank
    product_id VARCHAR,  -- the product
    title VARCHAR,  -- what the line says
    vendor VARCHAR,  -- its maker
    category VARCHAR,  -- its category, where the line states it
    qty DECIMAL(18,3),  -- units
    unit_price DECIMAL(18,4),  -- before discounts
    amount DECIMAL(18,4),  -- the source's line total, else unit_price x qty; it wins
    kind VARCHAR,  -- product, gift_card or service; only products are sales
    line_discount DECIMAL(18,4),  -- off this line
    order_discount_share DECIMAL(18,4),  -- this line's share of the order's discount, where stated
    tax DECIMAL(18,4),  -- of this line, where stated
    unit_cost DECIMAL(18,4),  -- at the time of sale, where stated
    requires_shipping BOOLEAN,  -- false for digital goods
    fulfillment_status VARCHAR,  -- fulfilled, or NULL
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
