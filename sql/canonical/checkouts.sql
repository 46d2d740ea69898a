-- Checkouts that were begun and not finished when they were exported.
CREATE TABLE checkouts (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    checkout_id VARCHAR NOT NULL,  -- the source's id
    created_at TIMESTAMP,  -- when it was begun; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    updated_at TIMESTAMP,  -- when it last changed; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    completed_at TIMESTAMP,  -- when it became an order, where the source says so; in UTC
    completed_local TIMESTAMP,  -- the same on the store's clock
    completed_day DATE,  -- its day on that clock
    contacted_at TIMESTAMP,  -- when a reminder was sent; in UTC
    contacted_local TIMESTAMP,  -- the same on the store's clock
    contacted_day DATE,  -- its day on that clock
    customer_id VARCHAR,  -- the source's customer id
    email_norm VARCHAR,  -- e-mail, trimmed and in lower case
    phone_norm VARCHAR,  -- phone, digits only, with the + it begins with
    name VARCHAR,  -- who was buying
    accepts_email BOOLEAN,  -- consent
    accepts_sms BOOLEAN,  -- consent
    currency VARCHAR,  -- ISO 4217; NULL where unstated
    subtotal DECIMAL(18,4),  -- its lines after discounts
    total DECIMAL(18,4),  -- what would have been paid, all in
    country VARCHAR,  -- shipped to, else billed to
    recovery_url VARCHAR,  -- where its customer takes it up again
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
