-- A list of customers and the segment of each, kept beside the shop.
-- vendor: Any system (flat CSV)
-- export: a list of customer ids or e-mails, and the segment of each
-- cannot: since when a customer is in a segment
-- input: rows
--   customer_id  text  one-of:who : customer_id | customer id | customer | client_id
--   email        text  one-of:who : email | e-mail | customer_email
--   segment      text  needed     : segment | customer_segment | customer_group | customer_type | group
--   again        text             : segment | customer_segment | customer_group | customer_type | group
--   shop         text             : shop_id | shop | store
--   ticket_id    text  never      : ticket_id | ticket_number | ticket_no | conversation_id
--   order_id     text  never      : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoice number
--   day          text  never      : ordered_at | order_date | ordered | date | invoice_date | order datetime | timestamp
--   sku          text  never      : sku | product | item | product_id | item_id | product_name | stock_code | item name
--   quantity     text  never      : quantity | qty | units
--
-- A file with orders, days, products or quantities is no such list, and one with more of the customers
-- table than id, e-mail and segment is that table. An orders export may know its customers by e-mail
-- only: a row with an id and an e-mail counts for each. Of a customer that is listed twice in one
-- file the last row counts.

-- The segment is named twice to weigh as much as two columns: so a bare list of ids and segments is
-- not taken for a table of customers, whose rows would displace those of the customers export.

-- name: _listed
WITH
named AS (
    -- Shopify writes '7210.. so that Excel keeps the id's digits; some call an e-mail a customer.
    SELECT
        *,
        CASE
            WHEN contains(customer_id, '@') THEN lower(customer_id) ELSE ltrim(customer_id, '''')
        END AS customer
    FROM rows
    UNION ALL
    SELECT *, lower(email) AS customer FROM rows
)
SELECT coalesce(shop, shop_id) AS shop_id, customer, segment, source_file, source_row
FROM named
WHERE customer <> '' AND segment IS NOT NULL
QUALIFY
    row_number() OVER (
        PARTITION BY source_file, coalesce(shop, shop_id), customer ORDER BY source_row DESC
    ) = 1

-- name: customer_segments
SELECT shop_id, customer, segment, source_file, source_row
FROM _listed

-- name: excluded
SELECT
    r.source_file, r.source_row,
    CASE
        WHEN r.segment IS NULL THEN 'a customer without a segment'
        WHEN coalesce(ltrim(r.customer_id, ''''), '') = '' AND r.email IS NULL
            THEN 'a segment without a customer'
        ELSE 'a customer listed again below'
    END AS reason
FROM rows AS r
WHERE
    NOT EXISTS (
        SELECT 1 FROM _listed AS l
        WHERE l.source_file = r.source_file AND l.source_row = r.source_row
    )
