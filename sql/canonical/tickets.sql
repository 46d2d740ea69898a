-- Tickets: what customers wrote to the help desk, one row for each conversation.
CREATE TABLE tickets (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    ticket_id VARCHAR NOT NULL,  -- the help desk's id or number
    created_at TIMESTAMP,  -- when it began; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    first_human_reply_at TIMESTAMP,  -- when a person of the desk first answered, no automatic reply; in UTC
    first_human_reply_local TIMESTAMP,  -- the same on the store's clock
    first_human_reply_day DATE,  -- its day on that clock
    last_human_reply_at TIMESTAMP,  -- when a person of the desk last answered; in UTC
    last_human_reply_local TIMESTAMP,  -- the same on the store's clock
    last_human_reply_day DATE,  -- its day on that clock
    last_customer_at TIMESTAMP,  -- when the customer last wrote; in UTC
    last_customer_local TIMESTAMP,  -- the same on the store's clock
    last_customer_day DATE,  -- its day on that clock
    solved_at TIMESTAMP,  -- when it was last solved or closed; in UTC
    solved_local TIMESTAMP,  -- the same on the store's clock
    solved_day DATE,  -- its day on that clock
    rated_at TIMESTAMP,  -- when the customer rated it; in UTC
    rated_local TIMESTAMP,  -- the same on the store's clock
    rated_day DATE,  -- its day on that clock
    updated_at TIMESTAMP,  -- when the source last changed it; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    status VARCHAR,  -- new, open, pending, solved ..; lower case
    priority VARCHAR,  -- low, normal, high, urgent; lower case
    channel VARCHAR,  -- email, chat, phone ..; lower case
    customer_id VARCHAR,  -- the shop's customer id, where the help desk knows it
    email_norm VARCHAR,  -- the requester's e-mail, trimmed and in lower case
    name VARCHAR,  -- who asked
    order_id VARCHAR,  -- the order it is about
    order_no VARCHAR,  -- that order's name
    assignee VARCHAR,  -- the agent it is given to
    csat DECIMAL(18,3),  -- its rating, 1 to 5; of a scale of good and bad, good is 5 and bad 1
    csat_asked BOOLEAN,  -- whether the customer was asked to rate it; NULL where unstated
    subject VARCHAR,  -- as the source writes it
    tags VARCHAR,  -- as the source writes them
    reopens BIGINT,  -- how often it was opened again
    from_agent BOOLEAN,  -- whether an agent began it, not a customer
    is_spam BOOLEAN,  -- whether the help desk calls it spam
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
