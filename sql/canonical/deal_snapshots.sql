-- Deals as an export of an earlier day has them, one row for each deal and day; kept by snapshot.
CREATE TABLE deal_snapshots (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    day DATE NOT NULL,  -- the day that the copy was made on, at some time of it
    deal_id VARCHAR NOT NULL,  -- the CRM's id, else its name
    name VARCHAR,  -- what the deal was called
    account_id VARCHAR,  -- the company it was with: the CRM's id, else its name
    account VARCHAR,  -- that company's name, where stated
    owner_id VARCHAR,  -- the rep whose deal it was: the CRM's id, else the name
    owner VARCHAR,  -- that rep's name, where stated
    pipeline VARCHAR,  -- the pipeline whose stages it went through; NULL where there is one
    stage VARCHAR,  -- the stage it was in, as the CRM writes it
    is_closed BOOLEAN,  -- whether it was won or lost; NULL where the CRM does not say
    is_won BOOLEAN,  -- whether it was won, false while open; NULL where the CRM does not say
    amount DECIMAL(18,4),  -- what it was worth, in the currency; NULL where nobody had entered it
    currency VARCHAR,  -- ISO 4217; NULL where unstated
    probability DOUBLE,  -- the CRM's own chance of winning it then, 0 to 1
    forecast_category VARCHAR,  -- pipeline, best case, commit, closed, omitted; lower case
    created_at TIMESTAMP,  -- when it was created, else when work on it began; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    close_date DATE,  -- the day it was expected to close; of a closed deal the day it did
    closed_at TIMESTAMP,  -- when it was won or lost; in UTC
    closed_local TIMESTAMP,  -- the same on the store's clock
    closed_day DATE,  -- its day on that clock
    next_step VARCHAR,  -- what was to be done next, as somebody wrote it
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
