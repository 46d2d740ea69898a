-- Quotes: what was offered to a customer at a price, one row for each version of a quote.
CREATE TABLE quotes (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    quote_id VARCHAR NOT NULL,  -- the system's id or number
    version BIGINT,  -- part of the key: of a quote that was revised under its number, from 1
    revision_of VARCHAR,  -- the quote that this one revises, or the first of its versions
    name VARCHAR,  -- what the quote is called
    deal_id VARCHAR,  -- the deal it belongs to: the CRM's id
    account_id VARCHAR,  -- the company it is for: the CRM's id, else its name
    account VARCHAR,  -- that company's name, where stated
    owner_id VARCHAR,  -- the rep whose quote it is: the CRM's id, else the name
    owner VARCHAR,  -- that rep's name, where stated
    team VARCHAR,  -- the team, where the quote states it
    product VARCHAR,  -- what is offered, where the quote names one product
    status VARCHAR,  -- as the system writes it
    state VARCHAR,  -- draft, sent, accepted, declined, expired or withdrawn; NULL where unknown
    created_at TIMESTAMP,  -- when it was written; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    sent_at TIMESTAMP,  -- when the customer got it; in UTC
    sent_local TIMESTAMP,  -- the same on the store's clock
    sent_day DATE,  -- its day on that clock
    expires_at TIMESTAMP,  -- until when it may be accepted, that day among it; in UTC
    expires_local TIMESTAMP,  -- the same on the store's clock
    expires_day DATE,  -- its day on that clock
    accepted_at TIMESTAMP,  -- when the customer accepted it; in UTC
    accepted_local TIMESTAMP,  -- the same on the store's clock
    accepted_day DATE,  -- its day on that clock
    declined_at TIMESTAMP,  -- when the customer declined it; in UTC
    declined_local TIMESTAMP,  -- the same on the store's clock
    declined_day DATE,  -- its day on that clock
    amount DECIMAL(18,4),  -- what is asked for, after the discount, in the currency
    list_amount DECIMAL(18,4),  -- the same before the discount
    discount DOUBLE,  -- off the list amount, 0 to 1; NULL where unstated
    currency VARCHAR,  -- ISO 4217; NULL where unstated
    updated_at TIMESTAMP,  -- when the system last changed it; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
