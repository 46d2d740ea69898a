-- How often the shop was found in web search: one row for each day and whatever the source splits it by.
CREATE TABLE search_daily (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    day DATE NOT NULL,  -- the store's day
    query VARCHAR,  -- part of the key: what was searched for; NULL where not split
    page VARCHAR,  -- part of the key: the page that was shown
    country VARCHAR,  -- part of the key: ISO code or name
    device VARCHAR,  -- part of the key: mobile, desktop, ..
    clicks BIGINT,  -- times it was clicked
    impressions BIGINT,  -- times it was shown
    ctr DOUBLE,  -- clicks by impressions as the source states it, 0 to 1
    position DECIMAL(18,3),  -- mean place among the results, 1 is the first; weigh it by impressions
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
