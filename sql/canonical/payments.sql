-- Payments: money in and out for orders, one row a transaction.
CREATE TABLE payments (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    txn_id VARCHAR NOT NULL,  -- the transaction
    order_id VARCHAR,  -- its order
    order_no VARCHAR,  -- its order's name
    paid_at TIMESTAMP,  -- when it was processed; in UTC
    paid_local TIMESTAMP,  -- the same on the store's clock
    paid_day DATE,  -- its day on that clock
    kind VARCHAR,  -- sale, capture, refund, void, reversal, fee, payout, ..; lower case
    gateway VARCHAR,  -- who processed it
    status VARCHAR,  -- success, failure, pending; lower case
    amount DECIMAL(18,4),  -- positive; a refund too
    fee DECIMAL(18,4),  -- the gateway's
    net DECIMAL(18,4),  -- what it changed on the balance, negative where money left
    currency VARCHAR,  -- ISO 4217
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
