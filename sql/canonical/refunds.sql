-- Refund lines: what was given back, line by line; money is positive.
CREATE TABLE refunds (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    refund_id VARCHAR NOT NULL,  -- the refund or credit note
    line_id VARCHAR,  -- its line
    order_id VARCHAR,  -- its order; NULL where the source links none
    order_no VARCHAR,  -- its order's name
    refunded_at TIMESTAMP,  -- when it was given back; in UTC
    refunded_local TIMESTAMP,  -- the same on the store's clock
    refunded_day DATE,  -- its day on that clock
    sku VARCHAR,  -- what came back
    title VARCHAR,  -- its title
    kind VARCHAR,  -- product, gift_card or service
    qty DECIMAL(18,3),  -- units
    subtotal DECIMAL(18,4),  -- the lines returned, without tax
    tax DECIMAL(18,4),  -- their tax
    shipping DECIMAL(18,4),  -- shipping given back
    discrepancy DECIMAL(18,4),  -- given back beyond the lines; negative when less
    customer_id VARCHAR,  -- who returned it
    country VARCHAR,  -- where from; an order's own country goes before it
    currency VARCHAR,  -- ISO 4217
    reason VARCHAR,  -- as stated
    restocked BOOLEAN,  -- back on the shelf
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
