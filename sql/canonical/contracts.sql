-- Contracts: what a customer has agreed to for a time, one row for each.
CREATE TABLE contracts (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    contract_id VARCHAR NOT NULL,  -- the system's id or number
    name VARCHAR,  -- what the contract is called
    deal_id VARCHAR,  -- the deal that it comes from: the CRM's id
    account_id VARCHAR,  -- the company it is with: the CRM's id, else its name
    account VARCHAR,  -- that company's name, where stated
    owner_id VARCHAR,  -- the rep whose contract it is: the CRM's id, else the name
    owner VARCHAR,  -- that rep's name, where stated
    team VARCHAR,  -- the team, where the contract states it
    product VARCHAR,  -- what it is about, where it names one product
    status VARCHAR,  -- as the system writes it
    state VARCHAR,  -- draft, active, ended or cancelled; NULL where nobody says
    created_at TIMESTAMP,  -- when it was entered; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    signed_at TIMESTAMP,  -- when it was signed, else put into force; in UTC
    signed_local TIMESTAMP,  -- the same on the store's clock
    signed_day DATE,  -- its day on that clock
    start_date DATE,  -- its first day
    end_date DATE,  -- its last day, else told from its term; NULL where it is open-ended
    renewal_date DATE,  -- the day it is to be renewed, where stated
    renewal_of VARCHAR,  -- the contract that it renews, where stated
    notice_days BIGINT,  -- days before the end by which notice is to be given
    auto_renews BOOLEAN,  -- whether it goes on unless somebody gives notice; NULL where unstated
    cancelled_at TIMESTAMP,  -- when it was cancelled; in UTC
    cancelled_local TIMESTAMP,  -- the same on the store's clock
    cancelled_day DATE,  -- its day on that clock
    value DECIMAL(18,4),  -- what it is worth over its whole term, in the currency
    annual_value DECIMAL(18,4),  -- the same for a year, where stated
    currency VARCHAR,  -- ISO 4217; NULL where unstated
    updated_at TIMESTAMP,  -- when the system last changed it; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
