-- Who a campaign was for: those it was sent to, and those held back to compare them with.
CREATE TABLE campaign_members (
    shop_id VARCHAR,  -- the shop, empty for all of them; part of every key
    campaign VARCHAR NOT NULL,  -- its id or name
    customer VARCHAR NOT NULL,  -- the customer id, else the e-mail in lower case
    arm VARCHAR,  -- treatment, or control for those held back; NULL: treatment
    sent_at TIMESTAMP,  -- when it was sent, of those held back when it would have been; in UTC
    sent_local TIMESTAMP,  -- the same on the store's clock
    sent_day DATE,  -- its day on that clock
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
