-- Accounts: companies that deals are with, one row for each.
CREATE TABLE accounts (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    account_id VARCHAR NOT NULL,  -- the CRM's id, else the name, as deals name their account
    name VARCHAR,  -- what the company is called
    parent_id VARCHAR,  -- the company it belongs to: the CRM's id, else the name
    owner_id VARCHAR,  -- the rep whose account it is: the CRM's id, else the name
    owner VARCHAR,  -- that rep's name, where stated
    territory VARCHAR,  -- territory or region, where stated
    segment VARCHAR,  -- as the CRM writes it
    industry VARCHAR,  -- as the CRM writes it
    type VARCHAR,  -- customer, prospect, partner, ..; as the CRM writes it
    country VARCHAR,  -- ISO code or name
    region VARCHAR,  -- province or state
    employees BIGINT,  -- how many work there
    annual_revenue DECIMAL(18,4),  -- what it turns over in a year, in the currency, as the CRM states it
    currency VARCHAR,  -- ISO 4217; NULL where unstated
    created_at TIMESTAMP,  -- when the CRM first knew it; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    last_activity_at TIMESTAMP,  -- the latest call, meeting or mail; in UTC
    last_activity_local TIMESTAMP,  -- the same on the store's clock
    last_activity_day DATE,  -- its day on that clock
    updated_at TIMESTAMP,  -- when the CRM last changed it; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
