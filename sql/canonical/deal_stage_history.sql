-- Stage history: one row for each time a deal entered a stage, or was changed in it.
CREATE TABLE deal_stage_history (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    deal_id VARCHAR NOT NULL,  -- the deal
    entered_at TIMESTAMP NOT NULL,  -- when it entered the stage or changed in it; in UTC
    entered_local TIMESTAMP,  -- the same on the store's clock
    entered_day DATE,  -- its day on that clock
    stage VARCHAR,  -- part of the key: as the CRM writes it
    from_stage VARCHAR,  -- the stage it left, where stated
    exited_at TIMESTAMP,  -- when it left the stage, where stated; in UTC
    exited_local TIMESTAMP,  -- the same on the store's clock
    exited_day DATE,  -- its day on that clock
    changed_by VARCHAR,  -- who changed it: the CRM's id, else the name
    pipeline VARCHAR,  -- the pipeline of the stage
    owner_id VARCHAR,  -- whose deal it was then
    amount DECIMAL(18,4),  -- what it was worth from then on
    currency VARCHAR,  -- ISO 4217; NULL where unstated
    probability DOUBLE,  -- the CRM's own chance from then on, 0 to 1
    forecast_category VARCHAR,  -- from then on; lower case
    close_date DATE,  -- the day it was expected to close from then on
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
