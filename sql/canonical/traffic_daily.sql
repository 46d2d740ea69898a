-- Visits to the shop: one row for each day and whatever the source splits it by.
CREATE TABLE traffic_daily (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    day DATE NOT NULL,  -- the store's day
    channel VARCHAR,  -- part of the key: organic search, paid social, ..; NULL where not split
    source_medium VARCHAR,  -- part of the key: google / organic, ..
    landing_page VARCHAR,  -- part of the key: the path they came in by
    device VARCHAR,  -- part of the key: mobile, desktop, ..
    country VARCHAR,  -- part of the key: ISO code or name
    sessions BIGINT,  -- visits
    engaged BIGINT,  -- visits that were engaged
    users BIGINT,  -- people
    add_to_cart BIGINT,  -- visits with something put in the cart
    checkouts BIGINT,  -- visits that began a checkout
    purchases BIGINT,  -- visits that bought
    revenue DECIMAL(18,4),  -- as the source states it
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
