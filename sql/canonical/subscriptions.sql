-- Customers on a plan with a recurring charge: one row for each, and whether they have left.
CREATE TABLE subscriptions (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    customer_id VARCHAR NOT NULL,  -- the source's id, else the e-mail
    subscription_id VARCHAR,  -- part of the key, where a customer has several
    email_norm VARCHAR,  -- e-mail, trimmed and in lower case
    name VARCHAR,  -- of the person or the company
    contract VARCHAR,  -- how long it binds or is paid for, as the source writes it
    plan VARCHAR,  -- plan or tier, as the source writes it
    payment VARCHAR,  -- how it is paid
    started_at TIMESTAMP,  -- when it began; in UTC
    started_local TIMESTAMP,  -- the same on the store's clock
    started_day DATE,  -- its day on that clock
    cancelled_at TIMESTAMP,  -- when it ended; in UTC
    cancelled_local TIMESTAMP,  -- the same on the store's clock
    cancelled_day DATE,  -- its day on that clock
    churned BOOLEAN,  -- whether it has ended; NULL where unstated
    tenure_months DECIMAL(18,3),  -- months as a customer, as the source states them
    recurring_charge DECIMAL(18,4),  -- of a month
    total_charged DECIMAL(18,4),  -- since it began, as the source states it
    currency VARCHAR,  -- ISO 4217
    country VARCHAR,  -- ISO code or name
    region VARCHAR,  -- province or state
    segment VARCHAR,  -- as the source states it
    channel VARCHAR,  -- where they came from
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
