-- Activities: calls, meetings, mails and tasks of reps, one row for each.
CREATE TABLE activities (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    activity_id VARCHAR NOT NULL,  -- the CRM's id, else made of file and row
    happened_at TIMESTAMP,  -- when it took place; of one still planned, when it is due; in UTC
    happened_local TIMESTAMP,  -- the same on the store's clock
    happened_day DATE,  -- its day on that clock
    created_at TIMESTAMP,  -- when it was entered; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    type VARCHAR,  -- call, meeting, email, demo, proposal, task; others as the CRM writes them, in lower case
    subject VARCHAR,  -- what it is about
    status VARCHAR,  -- as the CRM writes it
    done BOOLEAN,  -- whether it took place; NULL where the CRM does not say
    minutes DECIMAL(18,3),  -- how long it took
    outcome VARCHAR,  -- as the CRM writes it
    direction VARCHAR,  -- inbound or outbound; lower case
    owner_id VARCHAR,  -- the rep: the CRM's id, else the name
    owner VARCHAR,  -- that rep's name, where stated
    deal_id VARCHAR,  -- the deal it is about
    lead_id VARCHAR,  -- the lead it is with
    contact_id VARCHAR,  -- the contact it is with
    account_id VARCHAR,  -- the account it is about
    updated_at TIMESTAMP,  -- when the CRM last changed it; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
