-- Campaigns: what was sent, advertised or reduced, when, and what it was aimed at.
CREATE TABLE campaigns (
    shop_id VARCHAR,  -- the shop, empty for all of them; part of every key
    campaign VARCHAR NOT NULL,  -- the id or name that spend and members know it by
    name VARCHAR,  -- what people call it, where that is another
    kind VARCHAR,  -- e-mail, ads, promotion, ..
    channel VARCHAR,  -- as the spend names it
    starts DATE,  -- its first day
    ends DATE,  -- its last day; NULL where it is one day, as a mailing
    code VARCHAR,  -- the discount code it gave out
    sku VARCHAR,  -- aimed at this product
    category VARCHAR,  -- aimed at products of this category
    segment VARCHAR,  -- aimed at customers of this segment
    budget DECIMAL(18,4),  -- what it may cost, in the currency
    currency VARCHAR,  -- ISO 4217; NULL where unstated: that of the orders
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
