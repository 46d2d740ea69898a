-- Reps: who sells, their manager, team and territory.
CREATE TABLE reps (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    rep_id VARCHAR NOT NULL,  -- the CRM's id, else the name, as deals name their owner
    name VARCHAR,  -- the person
    email_norm VARCHAR,  -- e-mail, trimmed and in lower case
    manager_id VARCHAR,  -- the manager: the CRM's id, else the name
    manager VARCHAR,  -- the manager's name, where stated
    team VARCHAR,  -- as the list states it
    territory VARCHAR,  -- territory or region, as the list states it
    role VARCHAR,  -- as the list states it
    start_date DATE,  -- the first day as a rep
    end_date DATE,  -- the last day; NULL while there
    is_active BOOLEAN,  -- whether still there; NULL where unstated
    ramp_plan VARCHAR,  -- the ramp that applies, by name
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
