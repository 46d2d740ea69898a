-- Amazon's reports of orders, one row a line: of all orders, or of those that the seller ships.
-- vendor: Amazon
-- export: Seller Central > Reports > Fulfilment > All Orders (text, tab-delimited)
-- export: Seller Central > Orders > Order Reports (of orders that the seller ships)
-- cannot: refunds, which the settlement reports state
-- cannot: the day of a cancellation, which is taken to be that of the order
-- cannot: customers: all orders name none, the orders report Amazon's alias of their address
-- cannot: prices of Pending orders, before Amazon states them
-- input: rows
--   order_id       text     needed          : amazon-order-id
--   order_no       text                     : merchant-order-id
--   ordered        instant  needed reject   : purchase-date
--   updated        instant                  : last-updated-date
--   status         text     needed          : order-status
--   fulfilment     text                     : fulfillment-channel
--   channel        text                     : sales-channel
--   title          text                     : product-name
--   sku            text     needed          : sku
--   asin           text                     : asin
--   line_status    text                     : item-status
--   quantity       number   needed reject   : quantity | quantity-purchased
--   currency       text                     : currency
--   price          money    needed reject   : item-price
--   tax            money    reject          : item-tax
--   shipping       money    reject          : shipping-price
--   shipping_tax   money    reject          : shipping-tax
--   wrap           money    reject          : gift-wrap-price
--   wrap_tax       money    reject          : gift-wrap-tax
--   discount       money    reject          : item-promotion-discount
--   ship_discount  money    reject          : ship-promotion-discount
--   country        text                     : ship-country
--   region         text                     : ship-state
--   codes          text                     : promotion-ids
--   shipment       text     never           : shipment-id
-- input: shipped_by_seller
--   order_id       text     needed          : order-id
--   item_id        text     needed          : order-item-id
--   ordered        instant  needed reject   : purchase-date
--   paid           instant                  : payments-date
--   email          text                     : buyer-email
--   channel        text                     : sales-channel
--   title          text                     : product-name
--   sku            text     needed          : sku
--   quantity       number   needed reject   : quantity-purchased
--   currency       text                     : currency
--   price          money    needed reject   : item-price
--   tax            money    reject          : item-tax
--   shipping       money    reject          : shipping-price
--   shipping_tax   money    reject          : shipping-tax
--   wrap           money    reject          : gift-wrap-price
--   wrap_tax       money    reject          : gift-wrap-tax
--   discount       money    reject          : item-promotion-discount
--   ship_discount  money    reject          : ship-promotion-discount
--   country        text                     : ship-country
--   region         text                     : ship-state
--   shipment       text     never           : shipment-id
--
-- Prices are of the whole line, not of a unit (Amazon's help: "aggregates of the quantity, not unit
-- prices"); a line's unit price is its share. The total of an order is the sum of what its lines
-- state. On Amazon.com and Amazon.ca (without a channel, in USD and CAD) tax comes on top; elsewhere
-- a price holds it, and so does the total: `[sales] prices` says otherwise. Orders of Non-Amazon channels were sold elsewhere and only
-- sent by Amazon: they are excluded, since their shop's export has them. So is a removal order (S..)
-- of those. A cancelled order is taken as cancelled when it was placed; of an order of which only
-- some lines are cancelled, each of these is a return. A gift wrap is a service, and no sale of goods.
-- A row that repeats an order without an item, as one for a further promotion, is excluded.

-- name: _lines
WITH
every AS (
    SELECT * FROM rows
    UNION ALL BY NAME
    SELECT * FROM shipped_by_seller
),
-- What is Pending or cancelled often states no currency: its channel's one is meant, or, where it
-- states no money either, the one of the file.
paid_in AS (
    SELECT source_file, shop_id, coalesce(channel, '') AS channel, min(currency) AS currency
    FROM every
    GROUP BY ALL
    HAVING min(upper(currency)) = max(upper(currency))
),
of_file AS (
    SELECT source_file, shop_id, min(currency) AS currency
    FROM every
    GROUP BY ALL
    HAVING min(upper(currency)) = max(upper(currency))
),
judged AS (
    SELECT
        e.* EXCLUDE (currency),
        coalesce(e.currency, p.currency, CASE WHEN e.price IS NULL THEN f.currency END) AS currency,
        coalesce(
            regexp_matches(lower(status), '^cancel') OR regexp_matches(lower(line_status), '^cancel'),
            false
        ) AS is_cancelled,
        CASE
            WHEN order_id IS NULL THEN 'row of Amazon without an order'
            WHEN starts_with(lower(e.channel), 'non-amazon') OR regexp_matches(order_id, '^[sS]\d')
                THEN 'sold elsewhere and sent by Amazon'
            WHEN sku IS NULL AND price IS NULL THEN 'further row of an order without an item'
        END AS aside
    FROM every AS e
    LEFT JOIN paid_in AS p
        ON
            e.source_file = p.source_file AND e.shop_id = p.shop_id
            AND coalesce(e.channel, '') = p.channel
    LEFT JOIN of_file AS f ON e.source_file = f.source_file AND e.shop_id = f.shop_id
)
SELECT
    *,
    coalesce(lower(channel) IN ('amazon.com', 'amazon.ca'), upper(currency) IN ('USD', 'CAD'), false)
        AS is_tax_on_top,
    -- What a cancelled line would have cost is often left blank; that of others comes later.
    CASE WHEN is_cancelled THEN coalesce(price, 0) ELSE price END AS amount,
    is_cancelled
    AND NOT bool_and(is_cancelled OR aside IS NOT NULL) OVER (
        PARTITION BY source_file, shop_id, order_id
    ) AS is_taken_back,
    coalesce(tax, 0) + coalesce(shipping_tax, 0) + coalesce(wrap_tax, 0) AS taxes
FROM judged

-- name: orders
SELECT
    shop_id, order_id, min(order_no) AS order_no, min(ordered) AS created_at, min(paid) AS paid_at,
    CASE WHEN bool_and(is_cancelled) THEN min(ordered) END AS cancelled_at,
    max(updated) AS updated_at, lower(max(trim(email))) AS email_norm,
    CASE
        WHEN bool_and(is_cancelled) THEN 'cancelled'
        WHEN bool_or(lower(status) = 'pending') THEN 'pending'
        ELSE 'paid'
    END AS financial_status,
    -- The report of all orders says what left; the other one is of what is still to go.
    CASE
        WHEN max(status) IS NULL THEN NULL
        WHEN bool_and(regexp_matches(lower(status), '^(shipped|complete|delivered)')) THEN 'fulfilled'
        WHEN bool_or(regexp_matches(lower(line_status), '^shipped')) THEN 'partial'
        ELSE 'unfulfilled'
    END AS fulfillment_status,
    -- Two currencies in one order are both named, so that they are refused and not added.
    string_agg(DISTINCT upper(currency), '+' ORDER BY upper(currency)) AS currency,
    sum(coalesce(shipping, 0) - abs(coalesce(ship_discount, 0))) AS shipping,
    sum(taxes) AS tax,
    CASE
        WHEN count(amount) = count(*)
            THEN sum(
                amount - abs(coalesce(discount, 0)) + coalesce(shipping, 0)
                - abs(coalesce(ship_discount, 0)) + coalesce(wrap, 0)
                + CASE WHEN is_tax_on_top THEN taxes ELSE 0 END
            )
    END AS total,
    string_agg(DISTINCT codes, ', ' ORDER BY codes) AS discount_codes,
    max(channel) AS channel,
    CASE max(fulfilment)
        WHEN 'AFN' THEN 'fulfilled by Amazon' WHEN 'MFN' THEN 'fulfilled by the seller'
        ELSE max(fulfilment)
    END AS location,
    max(upper(country)) AS country, max(region) AS region, source_file,
    min(source_row) AS source_row
FROM _lines
WHERE aside IS NULL
GROUP BY shop_id, order_id, source_file

-- name: order_lines
SELECT
    shop_id, order_id, coalesce(item_id, source_file || '#' || source_row) AS line_id,
    sku, asin AS product_id, title, quantity AS qty,
    -- Cents of a share that does not divide are kept as far as they go; the line's own amount counts.
    CASE WHEN quantity > 0 THEN (amount / quantity)::DECIMAL(18, 4) END AS unit_price,
    amount, abs(discount) AS line_discount, tax, 'product' AS kind, source_file, source_row
FROM _lines
WHERE aside IS NULL
UNION ALL
SELECT
    shop_id, order_id,
    coalesce(item_id, source_file || '#' || source_row) || ' wrap' AS line_id,
    NULL AS sku, NULL AS product_id, 'Gift wrap' AS title, 1 AS qty, wrap AS unit_price,
    wrap AS amount, NULL AS line_discount, wrap_tax AS tax, 'service' AS kind, source_file, source_row
FROM _lines
WHERE aside IS NULL AND wrap > 0

-- name: refunds
SELECT
    shop_id, concat_ws(' ', order_id, 'cancelled', sku) AS refund_id, order_id,
    coalesce(item_id, source_file || '#' || source_row) AS line_id, ordered AS refunded_at, sku,
    title, 'product' AS kind, quantity AS qty, amount - abs(coalesce(discount, 0)) AS subtotal,
    upper(currency) AS currency, 'cancelled' AS reason, source_file, source_row
FROM _lines
WHERE aside IS NULL AND is_taken_back AND amount > 0

-- name: excluded
SELECT source_file, source_row, aside AS reason
FROM _lines
WHERE aside IS NOT NULL

-- name: said
SELECT
    source_file || ': ' || format('{:,}', count(*))
    || ' lines of orders carry no price yet, as Amazon states none while an order is Pending'
        AS sentence
FROM _lines
WHERE aside IS NULL AND amount IS NULL
GROUP BY source_file
UNION ALL
SELECT
    source_file || ': prices of ' || string_agg(DISTINCT channel, ', ' ORDER BY channel)
    || ' are taken to hold the tax that stands beside them'
FROM _lines
WHERE aside IS NULL AND NOT is_tax_on_top AND taxes > 0
GROUP BY source_file
HAVING count(channel) > 0
ORDER BY sentence
