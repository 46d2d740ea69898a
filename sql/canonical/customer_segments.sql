-- Which segment each customer is in, as a list kept beside the shop says.
CREATE TABLE customer_segments (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    customer VARCHAR NOT NULL,  -- the customer id, else the e-mail in lower case
    segment VARCHAR,  -- as the source states it
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
