-- Customers as the shop keeps them.
CREATE TABLE customers (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    customer_id VARCHAR NOT NULL,  -- the source's id
    email_norm VARCHAR,  -- e-mail, trimmed and in lower case
    phone_norm VARCHAR,  -- phone, digits only, with the + it begins with
    name VARCHAR,  -- first and last
    created_at TIMESTAMP,  -- when it was first kept; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    updated_at TIMESTAMP,  -- when the source last changed it; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    country VARCHAR,  -- ISO code or name
    region VARCHAR,  -- province or state
    tags VARCHAR,  -- as written
    segment VARCHAR,  -- as the source states it
    accepts_email BOOLEAN,  -- consent
    accepts_sms BOOLEAN,  -- consent
    total_spent_source DECIMAL(18,4),  -- the source's own sum
    orders_source BIGINT,  -- the source's own count
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
