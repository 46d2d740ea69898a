-- What advertising and mailing cost: one row for each day, channel and campaign.
CREATE TABLE spend_daily (
    shop_id VARCHAR,  -- the shop, empty for all of them; part of every key
    day DATE NOT NULL,  -- the day it was spent, as the platform counts days
    channel VARCHAR,  -- part of the key: google ads, e-mail, ..; NULL where the source names none
    campaign VARCHAR,  -- part of the key: its id or name; NULL where not split
    cost DECIMAL(18,4),  -- what was spent
    clicks BIGINT,  -- as the platform counts them
    impressions BIGINT,  -- as the platform counts them
    currency VARCHAR,  -- ISO 4217; NULL where unstated: that of the orders
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
