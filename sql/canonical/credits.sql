-- Credits: who shares in a deal or an order, one row for each rep of it; without one it is its owner's.
CREATE TABLE credits (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    deal_id VARCHAR,  -- part of the key: the deal
    order_id VARCHAR,  -- part of the key: the order; beside a deal, the order that came of it
    rep_id VARCHAR NOT NULL,  -- who is credited: the CRM's id, else the name, as deals name owners
    share DECIMAL(18,6) NOT NULL,  -- how much of it is theirs, 0 to 1
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
