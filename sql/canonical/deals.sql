-- Deals: what may be sold, or was won or lost, one row for each deal or opportunity.
CREATE TABLE deals (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    deal_id VARCHAR NOT NULL,  -- the CRM's id, else its name
    name VARCHAR,  -- what the deal is called
    account_id VARCHAR,  -- the company it is with: the CRM's id, else its name
    account VARCHAR,  -- that company's name, where stated
    contact_id VARCHAR,  -- the person it is with: the CRM's id, else the name
    owner_id VARCHAR,  -- the rep whose deal it is: the CRM's id, else the name
    owner VARCHAR,  -- that rep's name, where stated
    team VARCHAR,  -- the team it belongs to, where the deal states it
    territory VARCHAR,  -- the territory or region it lies in, where the deal states it
    pipeline VARCHAR,  -- the pipeline whose stages it goes through; NULL where there is one
    stage VARCHAR,  -- as the CRM writes it; NULL where it has changed since as-of
    stage_order BIGINT,  -- the stage's place in its pipeline, from 1, where stated
    stage_entered_at TIMESTAMP,  -- when it entered that stage, where stated; in UTC
    stage_entered_local TIMESTAMP,  -- the same on the store's clock
    stage_entered_day DATE,  -- its day on that clock
    is_closed BOOLEAN,  -- whether it was won or lost; NULL where the CRM does not say
    is_won BOOLEAN,  -- whether it was won, false while open; NULL where the CRM does not say
    amount DECIMAL(18,4),  -- what it is worth, in the currency; NULL where nobody entered it
    currency VARCHAR,  -- ISO 4217; NULL where unstated
    probability DOUBLE,  -- the CRM's own chance of winning it, 0 to 1
    forecast_category VARCHAR,  -- pipeline, best case, commit, closed, omitted; lower case
    created_at TIMESTAMP,  -- when it was created, else when work on it began; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    close_date DATE,  -- the day it is expected to close; of a closed deal the day it did
    closed_at TIMESTAMP,  -- when it was won or lost; in UTC
    closed_local TIMESTAMP,  -- the same on the store's clock
    closed_day DATE,  -- its day on that clock
    last_activity_at TIMESTAMP,  -- the latest call, meeting or mail about it; in UTC
    last_activity_local TIMESTAMP,  -- the same on the store's clock
    last_activity_day DATE,  -- its day on that clock
    updated_at TIMESTAMP,  -- when the CRM last changed it; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    next_step VARCHAR,  -- what is to be done next, as somebody wrote it
    next_activity_at TIMESTAMP,  -- when the next call or meeting about it is planned; in UTC
    next_activity_local TIMESTAMP,  -- the same on the store's clock
    next_activity_day DATE,  -- its day on that clock
    lead_source VARCHAR,  -- where it came from, as the CRM writes it
    channel VARCHAR,  -- how it is sold: showroom, field, phone, online, ..; as the CRM writes it
    campaign VARCHAR,  -- the campaign it came from
    type VARCHAR,  -- new business, renewal, ..; as the CRM writes it
    segment VARCHAR,  -- the customer's segment or industry, where the deal states it
    product VARCHAR,  -- what is sold, where the deal names one product
    lost_reason VARCHAR,  -- why it was lost, as somebody wrote it
    competitor VARCHAR,  -- who else was asked
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
