-- Square's items detail (Dashboard > Sales > Items, or Reporting > Item sales), one row a sold item.
-- vendor: Square
-- export: Transactions > Export > Items Detail CSV
-- cannot: tips, service charges, fees and what was paid: the transactions say them
-- cannot: a customer's e-mail; what goods cost; a currency: say it under [sales]
-- cannot: refunds of an amount without an item, which Square leaves out of net sales too
-- input: rows
--   day          instant  needed reject   : Date
--   clock        text     needed          : Time
--   zone         text                     : Time Zone
--   category     text                     : Category
--   item         text     needed          : Item
--   quantity     number   needed reject   : Qty
--   variation    text                     : Price Point Name
--   sku          text                     : SKU
--   gross        money    needed reject   : Gross Sales
--   discount     money    reject          : Discounts
--   net          money    needed reject   : Net Sales
--   tax          money    reject          : Tax
--   order_id     text     key needed      : Transaction ID
--   event        text                     : Event Type
--   location     text                     : Location
--   customer_id  text                     : Customer ID
--   itemization  text                     : Itemization Type
--   channel      text                     : Channel
--   collected    text     never           : Total Collected
--
-- Square's rule: net sales are gross sales less discounts and less refunds of items, on their own day,
-- without tax, tips and sales of gift cards. A refund is a row of its own with minus signs or
-- brackets; its transaction may be that of the sale or one of its own, which then names no order.
-- Services of the catalogue and custom amounts are what the shop sells, and count. An item without a
-- SKU is known by its name and price point. Days and times are of the clock that the file names.

-- name: _items
WITH
timed AS (
    SELECT
        * EXCLUDE (gross, discount, net, tax, quantity),
        {
            'at': day.at + since, 'local': day."local" + since
        } AS sold,
        coalesce(nullif(trim(item), ''), nullif(trim(itemization), ''), 'Custom Amount') AS named,
        lower(trim(event)) = 'refund' OR net < 0 OR gross < 0 OR quantity < 0 AS is_refund,
        coalesce(starts_with(lower(trim(event)), 'void'), false) AS is_void,
        abs(quantity) AS qty, abs(net) AS net, abs(tax) AS tax, abs(coalesce(net - gross, discount, 0))
            AS discount
    FROM (
        SELECT
            *,
            coalesce(
                try_strptime(trim(clock), ['%H:%M:%S', '%H:%M', '%I:%M:%S %p', '%I:%M %p'])
                - TIMESTAMP '1900-01-01',
                INTERVAL 0 SECOND
            ) AS since
        FROM rows
    ) AS clocked
)
SELECT
    * EXCLUDE (sold, is_refund),
    CASE WHEN day IS NOT NULL THEN sold END AS sold,
    coalesce(is_refund, false) AS is_refund,
    CASE
        WHEN variation IS NULL OR lower(trim(variation)) IN ('', 'regular') THEN named
        ELSE named || ' - ' || trim(variation)
    END AS title,
    CASE
        WHEN
            contains(lower(coalesce(itemization, '')), 'gift')
            OR lower(named) IN ('gift card', 'egift card', 'e-gift card', 'square gift card')
            THEN 'gift_card'
        ELSE 'product'
    END AS kind
FROM timed

-- name: _sold
-- A refund names its sale where its transaction is one.
SELECT DISTINCT shop_id, order_id AS sale_id
FROM _items
WHERE NOT is_refund AND NOT is_void

-- name: orders
SELECT
    shop_id, order_id, min(sold) AS created_at, max(customer_id) AS customer_id,
    max(location) AS location, max(channel) AS channel, 'paid' AS financial_status,
    sum(net) AS subtotal, sum(tax) AS tax, false AS is_test, source_file,
    min(source_row) AS source_row
FROM _items
WHERE NOT is_refund AND NOT is_void
GROUP BY ALL

-- name: order_lines
SELECT
    shop_id, order_id, source_file || '#' || source_row AS line_id, sku, title,
    nullif(trim(category), 'None') AS category, qty,
    CASE WHEN qty <> 0 THEN round((net + discount) / qty, 4) END AS unit_price,
    net + discount AS amount, discount AS line_discount, tax, kind, source_file, source_row
FROM _items
WHERE NOT is_refund AND NOT is_void

-- name: refunds
-- The name of a refund is that of the transactions export, so that beside it none counts twice.
SELECT
    i.shop_id, concat_ws(' ', i.order_id, 'refund', (i.sold."local")::DATE::VARCHAR) AS refund_id,
    s.sale_id AS order_id, i.source_file || '#' || i.source_row AS line_id, i.sold AS refunded_at,
    i.sku, i.title, i.kind, i.qty, i.net AS subtotal, i.tax, i.customer_id, i.source_file,
    i.source_row
FROM _items AS i
LEFT JOIN _sold AS s ON i.shop_id = s.shop_id AND i.order_id = s.sale_id
WHERE i.is_refund AND NOT i.is_void

-- name: excluded
SELECT source_file, source_row, 'voided: no sale' AS reason
FROM _items
WHERE is_void

-- name: said
SELECT
    source_file || ': days and times are on ' || count(DISTINCT zone) || ' clocks ('
    || string_agg(DISTINCT zone, ', ' ORDER BY zone) || '): each row counts on the day of its own'
        AS sentence
FROM _items
GROUP BY source_file
HAVING count(DISTINCT zone) > 1
ORDER BY sentence
