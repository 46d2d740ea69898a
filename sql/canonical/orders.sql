-- Orders: one row for each order as its source states it. Money is in `currency`.
CREATE TABLE orders (
    shop_id VARCHAR,  -- the shop, empty for the only one; part of every key
    order_id VARCHAR NOT NULL,  -- the source's id, else the order name; text, never a number
    order_no VARCHAR,  -- the name people see, such as #1001
    customer_id VARCHAR,  -- the source's customer id
    email_norm VARCHAR,  -- e-mail, trimmed and in lower case
    phone_norm VARCHAR,  -- phone, digits only, with the + it begins with
    created_at TIMESTAMP,  -- when the order was placed; in UTC
    created_local TIMESTAMP,  -- the same on the store's clock
    created_day DATE,  -- its day on that clock
    processed_at TIMESTAMP,  -- when the sale was recorded, if the source says so; it then is the order's date; in UTC
    processed_local TIMESTAMP,  -- the same on the store's clock
    processed_day DATE,  -- its day on that clock
    paid_at TIMESTAMP,  -- when it was paid in full; in UTC
    paid_local TIMESTAMP,  -- the same on the store's clock
    paid_day DATE,  -- its day on that clock
    cancelled_at TIMESTAMP,  -- when it was cancelled; in UTC
    cancelled_local TIMESTAMP,  -- the same on the store's clock
    cancelled_day DATE,  -- its day on that clock
    fulfilled_at TIMESTAMP,  -- when its last parcel left; in UTC
    fulfilled_local TIMESTAMP,  -- the same on the store's clock
    fulfilled_day DATE,  -- its day on that clock
    updated_at TIMESTAMP,  -- when the source last changed it; in UTC
    updated_local TIMESTAMP,  -- the same on the store's clock
    updated_day DATE,  -- its day on that clock
    financial_status VARCHAR,  -- paid, pending, refunded, voided ..; lower case
    fulfillment_status VARCHAR,  -- fulfilled, partial, unfulfilled; lower case
    currency VARCHAR,  -- ISO 4217; NULL where unstated
    subtotal DECIMAL(18,4),  -- the source's sum of its lines after product discounts
    discount_total DECIMAL(18,4),  -- the one discount figure of the order; what it covers differs by vendor
    shipping DECIMAL(18,4),  -- as charged
    tax DECIMAL(18,4),  -- all taxes of the order
    duties DECIMAL(18,4),  -- import duties
    tip DECIMAL(18,4),  -- tips
    total DECIMAL(18,4),  -- what the customer owes, all in
    outstanding DECIMAL(18,4),  -- not paid yet
    refunded_total DECIMAL(18,4),  -- all-in refunds so far, undated
    discount_codes VARCHAR,  -- codes used
    channel VARCHAR,  -- web, pos, ..
    location VARCHAR,  -- where it was sold
    country VARCHAR,  -- shipped to, else billed to
    region VARCHAR,  -- its province or state
    segment VARCHAR,  -- the order's or customer's segment as the source states it
    tags VARCHAR,  -- as the source writes them
    is_test BOOLEAN,  -- a test order: excluded and counted
    checkout_id VARCHAR,  -- the checkout it came from
    source VARCHAR,  -- the source that recognised the file
    source_file VARCHAR,  -- the file it stood in
    source_row BIGINT  -- the data row of that file, from 1
);
