-- Answers to surveys, such as NPS and CSAT: one row for each person asked.
CREATE TABLE surveys (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    survey_id VARCHAR NOT NULL,  -- the source's id of the answer, else its file and row
    answered_at TIMESTAMP,  -- when it was answered; in UTC
    answered_local TIMESTAMP,  -- the same on the store's clock
    answered_day DATE,  -- its day on that clock
    sent_at TIMESTAMP,  -- when it was sent, where the source says so; in UTC
    sent_local TIMESTAMP,  -- the same on the store's clock
    sent_day DATE,  -- its day on that clock
    nps DECIMAL(18,3),  -- how likely they recommend the shop, 0 to 10
    csat DECIMAL(18,3),  -- how satisfied they are, 1 to 5
    customer_id VARCHAR,  -- the shop's customer id
    email_norm VARCHAR,  -- e-mail, trimmed and in lower case
    order_id VARCHAR,  -- the order it is about
    order_no VARCHAR,  -- that order's name
    agent VARCHAR,  -- the agent it is about
    channel VARCHAR,  -- how they were asked or served; lower case
    sku VARCHAR,  -- the product it is about
    comment VARCHAR,  -- what they wrote
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
