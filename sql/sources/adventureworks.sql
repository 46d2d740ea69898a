-- Sales of the AdventureWorks CRM and ERP extracts: sale lines, with customers and products beside them.
-- vendor: AdventureWorks
-- export: the CSV extracts of its CRM (`source_crm`) and ERP (`source_erp`)
-- cannot: the time of day, the currency and the channel of a sale
-- cannot: returns: its corrections inside an order are not told apart from them
-- input: sale_rows
--   order_id      text     key needed        : sls_ord_num
--   sku           text     needed            : sls_prd_key
--   customer_id   text     needed            : sls_cust_id
--   ordered       instant  needed            : sls_order_dt
--   sales         money    needed reject     : sls_sales
--   quantity      number   key needed reject : sls_quantity
--   price         money    needed reject     : sls_price
-- input: customer_rows optional
--   customer_id   text     needed unique     : cst_id
--   customer_key  text     needed            : cst_key
--   first_name    text                       : cst_firstname
--   last_name     text                       : cst_lastname
--   segment       text     needed            : cst_marital_status
-- input: product_rows optional
--   version_id    number   unique            : prd_id
--   product_key   text     key needed        : prd_key
--   title         text     needed            : prd_nm
--   cost          money    needed            : prd_cost
--   started       date     needed            : prd_start_dt
-- input: person_rows optional
--   customer_key  text     needed unique     : CID
--   birth_day     text     needed            : BDATE
--   gender        text     needed            : GEN
-- input: place_rows optional
--   customer_key  text     needed unique     : CID
--   country       text     needed            : CNTRY
-- input: category_rows optional
--   category_id   text     key needed unique : ID
--   category      text     needed            : CAT
--   subcategory   text     needed            : SUBCAT
--   maintenance   text     needed            : MAINTENANCE
--
-- The sale lines are enough; each other file adds what it knows. Sales as stated win: unit price x
-- quantity stands in for a blank. Sales of 0 or less are corrections inside the order, not returns,
-- since quantity and price are positive. A price below 0 is taken without its sign. A line whose
-- date is none (0, 5489) counts in every total and in no day. A customer is the first row with its
-- id; its segment is the marital status as coded. A product is its latest version, and a line costs
-- what the version in force on its day cost. Birth days and genders (CID, BDATE, GEN) are read and
-- not used: no table has a place for them.

-- name: _versions
-- The key CO-RF-FR-R92B-58 is the category CO_RF and the SKU FR-R92B-58 that sale lines name; a key
-- of another form is a SKU without a category.
WITH
parted AS (
    SELECT
        *,
        regexp_extract(product_key, '^([^-]+-[^-]+)-(.+)$', ['category', 'sku']) AS part
    FROM product_rows
),
named AS (
    SELECT
        shop_id, version_id, title, cost, started, source_file, source_row,
        coalesce(nullif(part.sku, ''), product_key) AS sku,
        replace(part.category, '-', '_') AS category_id
    FROM parted
),
-- A category id that the list lacks (CO_PE) leaves the product without a category.
categories AS (
    SELECT shop_id, category_id, min_by(category, source_row) AS category
    FROM category_rows
    GROUP BY shop_id, category_id
)
SELECT
    n.* EXCLUDE (category_id),
    c.category,
    -- The current version starts last; of two that start on one day the larger id counts.
    row_number() OVER (
        PARTITION BY n.shop_id, n.source_file, n.sku
        ORDER BY n.started DESC NULLS LAST, n.version_id DESC NULLS LAST, n.source_row DESC
    ) = 1 AS is_current
FROM named AS n
LEFT JOIN categories AS c ON n.shop_id = c.shop_id AND n.category_id = c.category_id

-- name: _in_force
-- The days on which each version is in force: from its start until the next one starts. The ends
-- in the file lie before the starts, so the starts alone decide. The earliest version also holds
-- for all days before it, and the current one for all days to come.
WITH
starts AS (
    SELECT
        shop_id, sku, started, title, cost, category
    FROM _versions
    QUALIFY row_number() OVER (
        PARTITION BY shop_id, sku, started
        ORDER BY version_id DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1
)
SELECT
    shop_id, sku, cost,
    CASE
        WHEN row_number() OVER by_start = 1 THEN DATE '0001-01-01' ELSE started
    END AS first_day,
    coalesce(lead(started) OVER by_start, DATE '9999-12-31') AS next_day,
    last_value(title) OVER whole AS title,
    last_value(category) OVER whole AS category
FROM starts
WINDOW
    by_start AS (PARTITION BY shop_id, sku ORDER BY started NULLS FIRST),
    whole AS (
        PARTITION BY shop_id, sku ORDER BY started NULLS FIRST
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )

-- name: _customers
-- Of several rows of one customer the first of the file counts.
SELECT
    *,
    customer_id IS NOT NULL AND row_number() OVER (
        PARTITION BY shop_id, source_file, customer_id ORDER BY source_row
    ) = 1 AS is_first
FROM customer_rows

-- name: orders
SELECT
    -- An order is dated by the first valid date of its lines; with none it has no date.
    shop_id, order_id, min(ordered) AS created_at, min_by(customer_id, source_row) AS customer_id,
    false AS is_test, source_file, min(source_row) AS source_row
FROM sale_rows
GROUP BY shop_id, order_id, source_file

-- name: order_lines
SELECT
    s.shop_id, s.order_id, s.source_file || '#' || s.source_row AS line_id,
    -- The line's own date: where it is no day the line has none, and stays in every total.
    s.ordered AS ordered_at,
    s.sku, coalesce(v.title, s.sku) AS title, v.category, s.quantity AS qty,
    -- Sales = quantity x |price|, so a price below 0 counts without its sign. A blank stays one.
    abs(s.price) AS unit_price,
    -- As stated, also 0 and below: with a positive quantity and price that corrects the order and
    -- returns nothing. A blank is filled with unit price x quantity after loading, for any source.
    s.sales AS amount,
    v.cost AS unit_cost, 'product' AS kind, s.source_file, s.source_row
FROM sale_rows AS s
LEFT JOIN _in_force AS v
    ON
        s.shop_id = v.shop_id AND s.sku = v.sku
        -- A line without a date costs what the current version costs.
        AND coalesce(s.ordered."local"::DATE, DATE '9999-12-30') >= v.first_day
        AND coalesce(s.ordered."local"::DATE, DATE '9999-12-30') < v.next_day

-- name: customers
WITH
-- AW-00011000 here is AW00011000 there. A short name of a country is written out.
places AS (
    SELECT
        shop_id, replace(customer_key, '-', '') AS customer_key,
        min_by(
            CASE
                WHEN upper(country) IN ('US', 'USA') THEN 'United States'
                WHEN upper(country) = 'DE' THEN 'Germany'
                ELSE country
            END,
            source_row
        ) AS country
    FROM place_rows
    WHERE country IS NOT NULL
    GROUP BY ALL
)
SELECT
    c.shop_id, c.customer_id,
    -- Blanks around names go when the file is read; those between first and last are one.
    nullif(concat_ws(' ', c.first_name, c.last_name), '') AS name,
    p.country,
    -- As coded, never spelt out; a blank stays one.
    upper(c.segment) AS segment,
    c.source_file, c.source_row
FROM _customers AS c
LEFT JOIN places AS p
    ON c.shop_id = p.shop_id AND replace(c.customer_key, '-', '') = p.customer_key
WHERE c.is_first

-- name: products
-- Older versions are no products of their own: they stand behind the costs of earlier lines.
SELECT
    shop_id, sku, title, category AS type, cost AS unit_cost, source_file, source_row
FROM _versions
WHERE is_current

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN customer_id IS NULL THEN 'customer without an id'
        ELSE 'later row of a customer: the first one counts'
    END AS reason
FROM _customers
WHERE NOT is_first

-- name: said
WITH
counted AS (
    SELECT
        count_if(sales IS NULL AND price IS NOT NULL) AS filled,
        coalesce(sum(CASE WHEN sales IS NULL THEN abs(price) * quantity END), 0) AS filled_with,
        count_if(sales < 0) AS negative,
        coalesce(sum(CASE WHEN sales < 0 THEN sales END), 0) AS negative_sum,
        count_if(price IS NULL) AS priceless,
        count_if(price < 0) AS below_zero
    FROM sale_rows
)
SELECT
    format('{:,}', filled) || ' lines state no sales: unit price x quantity stands in for it, '
    || format('{:,.2f}', filled_with::DOUBLE) || ' in all' AS sentence
FROM counted
WHERE filled > 0
UNION ALL
SELECT
    format('{:,}', negative) || ' lines state sales below 0, ' || format('{:,.2f}', negative_sum::DOUBLE)
    || ' in all: they stand as written, as corrections and not as returns'
FROM counted
WHERE negative > 0
UNION ALL
SELECT
    format('{:,}', priceless) || ' lines state no unit price: averages of prices skip them'
FROM counted
WHERE priceless > 0
UNION ALL
SELECT
    format('{:,}', below_zero) || ' lines state a unit price below 0: it counts without its sign'
FROM counted
WHERE below_zero > 0
