-- Parcels: one row for each shipment of an order.
CREATE TABLE fulfillments (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    fulfillment_id VARCHAR NOT NULL,  -- the source's id, else its tracking number
    order_id VARCHAR,  -- its order
    order_no VARCHAR,  -- its order's name
    created_at TIMESTAMP,  -- when it was packed or its label made; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    shipped_at TIMESTAMP,  -- when it left; in UTC
    shipped_local TIMESTAMP,  -- the same on the store's clock
    shipped_day DATE,  -- its day on that clock
    delivered_at TIMESTAMP,  -- when it arrived; in UTC
    delivered_local TIMESTAMP,  -- the same on the store's clock
    delivered_day DATE,  -- its day on that clock
    promised_at TIMESTAMP,  -- when it was promised to leave; in UTC
    promised_local TIMESTAMP,  -- the same on the store's clock
    promised_day DATE,  -- its day on that clock
    status VARCHAR,  -- success, pending, cancelled, failure ..; lower case
    carrier VARCHAR,  -- who carries it
    tracking VARCHAR,  -- the carrier's number
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
