-- Leads: people who may become customers, one row for each.
CREATE TABLE leads (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    lead_id VARCHAR NOT NULL,  -- the CRM's id, else the e-mail
    created_at TIMESTAMP,  -- when the lead came in; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    email_norm VARCHAR,  -- e-mail, trimmed and in lower case
    name VARCHAR,  -- the person
    company VARCHAR,  -- the company they name
    country VARCHAR,  -- ISO code or name
    industry VARCHAR,  -- as the CRM writes it
    lead_source VARCHAR,  -- where it came from, as the CRM writes it
    campaign VARCHAR,  -- the campaign it came from
    status VARCHAR,  -- as the CRM writes it; NULL where it has changed since as-of
    stage VARCHAR,  -- how far it has come, where that is told apart from the status; as the CRM writes it
    rating VARCHAR,  -- hot, warm, cold; as the CRM writes it
    score DECIMAL(18,3),  -- the CRM's own score
    owner_id VARCHAR,  -- the rep it is given to: the CRM's id, else the name
    owner VARCHAR,  -- that rep's name, where stated
    first_touch_at TIMESTAMP,  -- when a rep first wrote or called; in UTC
    first_touch_local TIMESTAMP,  -- the same on the store's clock
    first_touch_day DATE,  -- its day on that clock
    last_activity_at TIMESTAMP,  -- the latest call, meeting or mail; in UTC
    last_activity_local TIMESTAMP,  -- the same on the store's clock
    last_activity_day DATE,  -- its day on that clock
    qualified_at TIMESTAMP,  -- when it was found worth a rep's time; in UTC
    qualified_local TIMESTAMP,  -- the same on the store's clock
    qualified_day DATE,  -- its day on that clock
    converted_at TIMESTAMP,  -- when it became a deal; in UTC
    converted_local TIMESTAMP,  -- the same on the store's clock
    converted_day DATE,  -- its day on that clock
    is_converted BOOLEAN,  -- whether it became a deal; NULL where the CRM does not say
    deal_id VARCHAR,  -- the deal it became
    account_id VARCHAR,  -- the account it became or is of
    contact_id VARCHAR,  -- the contact it became
    lost_reason VARCHAR,  -- why it was given up, as somebody wrote it
    updated_at TIMESTAMP,  -- when the CRM last changed it; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
