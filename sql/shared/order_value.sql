-- What each order is worth: lines, discounts, tax taken out of prices that hold it, parts of its total.
-- reads: orders, order_lines, question
-- may read: products
-- No column of products stands below: when lines are loaded, products say which are gift cards, and
-- so are no sales. Without this a question would count them if it happened to load no products.
WITH
lines AS (
    SELECT
        shop_id,
        order_id,
        sum(amount) AS lines_total,
        sum(coalesce(line_discount, 0) + coalesce(order_discount_share, 0)) AS line_discount,
        -- Lines may bear discounts that sum to nothing.
        max(
            CASE
                WHEN line_discount <> 0 OR order_discount_share <> 0 THEN 1
                ELSE 0
            END
        ) AS discounted,
        max(
            CASE WHEN kind = 'product' AND coalesce(requires_shipping, true) THEN 1 ELSE 0 END
        ) AS ships,
        sum(qty) AS qty,
        count(*) AS lines,
        -- A source that dates lines leaves some without a date: those are in no day, see sales_ledger.
        count(ordered_local) > 0 AS dates_lines
    FROM order_lines
    GROUP BY shop_id, order_id
),
-- Few lines are no products, and few sources date lines: what these take from an order's lines is
-- summed apart, for a sum over all lines costs more than either.
others AS (
    SELECT
        shop_id,
        order_id,
        sum(amount) AS amount,
        sum(CASE WHEN kind = 'gift_card' THEN amount ELSE 0 END) AS gift_card_amount,
        sum(CASE WHEN kind = 'service' THEN amount ELSE 0 END) AS service_amount,
        sum(coalesce(line_discount, 0) + coalesce(order_discount_share, 0)) AS discount,
        sum(qty) AS qty,
        count(*) AS lines
    FROM order_lines
    WHERE kind <> 'product'
    GROUP BY shop_id, order_id
),
dated AS (
    SELECT
        shop_id,
        order_id,
        sum(amount) AS amount,
        sum(qty) AS qty
    FROM order_lines
    WHERE ordered_local IS NOT NULL AND kind = 'product'
    GROUP BY shop_id, order_id
),
stated AS (
    SELECT
        o.shop_id,
        o.order_id,
        o.order_no,
        o.customer_id,
        o.email_norm,
        coalesce(o.processed_local, o.created_local) AS ordered_local,
        o.cancelled_local,
        o.location,
        -- Not cancelled, and not given back before anything was sent.
        o.cancelled_local IS NULL
        AND NOT (
            coalesce(o.financial_status, '') = 'refunded'
            AND coalesce(o.fulfillment_status, 'fulfilled') = 'unfulfilled'
        ) AS wanted,
        coalesce(l.ships, 0) = 1 AS ships,
        coalesce(l.discounted, 0) = 1 AS lines_discounted,
        o.subtotal,
        o.total,
        coalesce(o.discount_total, 0) AS figure,
        coalesce(o.shipping, 0) AS shipping,
        coalesce(o.tax, 0) AS tax,
        coalesce(o.duties, 0) AS duties,
        coalesce(o.tip, 0) AS tip,
        coalesce(l.lines_total, 0) AS lines_total,
        coalesce(l.lines_total, 0) - coalesce(n.amount, 0) AS product_amount,
        coalesce(n.gift_card_amount, 0) AS gift_card_amount,
        coalesce(n.service_amount, 0) AS service_amount,
        coalesce(l.line_discount, 0) AS line_discount,
        coalesce(l.line_discount, 0) - coalesce(n.discount, 0) AS product_discount,
        coalesce(l.qty, 0) - coalesce(n.qty, 0) AS units,
        coalesce(l.lines, 0) - coalesce(n.lines, 0) AS product_lines,
        coalesce(l.dates_lines, false) AS dates_lines,
        coalesce(d.amount, 0) AS dated_amount,
        coalesce(d.qty, 0) AS dated_units
    FROM orders AS o
    LEFT JOIN lines AS l ON o.shop_id = l.shop_id AND o.order_id = l.order_id
    LEFT JOIN others AS n ON o.shop_id = n.shop_id AND o.order_id = n.order_id
    LEFT JOIN dated AS d ON o.shop_id = d.shop_id AND o.order_id = d.order_id
),
-- The vendor's one discount figure may hold the line discounts, or be off the shipping.
discounted AS (
    SELECT
        *,
        CASE
            WHEN subtotal IS NULL THEN line_discount + figure
            WHEN line_discount <> 0 AND abs(lines_total - line_discount - figure - subtotal) < 0.01
                THEN line_discount + figure
            WHEN line_discount <> 0 AND abs(lines_total - figure - subtotal) < 0.01 THEN figure
            WHEN line_discount <> 0 AND abs(lines_total - line_discount - subtotal) < 0.01
                THEN line_discount
            WHEN line_discount <> 0 THEN line_discount + figure
            WHEN abs(lines_total - figure - subtotal) < 0.01 THEN figure
            WHEN
                abs(lines_total - subtotal) < 0.01
                AND (shipping = 0 OR abs(subtotal + shipping - figure + tax - total) < 0.01)
                THEN 0
            ELSE figure
        END AS discount,
        -- Off the shipping, and the shipping stated before it.
        CASE
            WHEN
                line_discount = 0 AND figure <> 0 AND shipping <> 0
                AND abs(lines_total - subtotal) < 0.01
                AND abs(subtotal + shipping - figure + tax - total) < 0.01
                THEN figure
            ELSE 0
        END AS shipping_discount
    FROM stated
),
taxed AS (
    SELECT
        d.*,
        d.subtotal IS NULL OR abs(d.lines_total - d.discount - d.subtotal) < 0.01 AS tied,
        CASE
            WHEN d.tax = 0 OR d.total IS NULL THEN 'none'
            WHEN q.prices <> 'as stated' THEN q.prices
            WHEN
                abs(
                    coalesce(d.subtotal, d.lines_total - d.discount) + d.shipping
                    - d.shipping_discount + d.tax + d.duties + d.tip - d.total
                ) < 0.01
                THEN 'net'
            WHEN
                abs(
                    coalesce(d.subtotal, d.lines_total - d.discount) + d.shipping
                    + d.duties + d.tip - d.total
                ) < 0.01
                THEN 'gross'
            ELSE 'unknown'
        END AS prices
    FROM discounted AS d
    CROSS JOIN question AS q
),
-- Prices that hold tax are shown without it: times 1 - taxes / (subtotal + shipping).
factored AS (
    SELECT
        *,
        CASE
            WHEN prices = 'gross'
                THEN coalesce(
                    1.0::DOUBLE - tax::DOUBLE
                    / nullif(
                        (
                            coalesce(subtotal, lines_total - discount) - gift_card_amount + shipping
                        )::DOUBLE,
                        0.0::DOUBLE
                    ),
                    1.0::DOUBLE
                )
            ELSE 1.0::DOUBLE
        END AS keep
    FROM taxed
),
parts AS (
    SELECT
        shop_id,
        order_id,
        order_no,
        customer_id,
        email_norm,
        ordered_local,
        cancelled_local,
        location,
        wanted,
        ships,
        lines_discounted OR discount <> 0 AS discounted,
        lines_total,
        discount AS stated_discount,
        subtotal,
        tied,
        prices,
        units,
        product_lines,
        dates_lines,
        CASE WHEN dates_lines THEN units - dated_units ELSE 0 END AS dateless_units,
        total AS stated_total,
        tax::DECIMAL(28, 8) AS taxes,
        duties::DECIMAL(28, 8) AS duties,
        tip::DECIMAL(28, 8) AS tips,
        gift_card_amount::DECIMAL(28, 8) AS gift_cards,
        keep,
        CASE
            WHEN prices = 'gross' THEN (product_amount::DOUBLE * keep)::DECIMAL(28, 8)
            ELSE product_amount::DECIMAL(28, 8)
        END AS gross_sales,
        CASE
            WHEN prices = 'gross' THEN (discount::DOUBLE * keep)::DECIMAL(28, 8)
            ELSE discount::DECIMAL(28, 8)
        END AS discounts,
        CASE
            WHEN prices = 'gross' THEN (service_amount::DOUBLE * keep)::DECIMAL(28, 8)
            ELSE service_amount::DECIMAL(28, 8)
        END AS services,
        CASE
            WHEN prices = 'gross' THEN (shipping::DOUBLE * keep)::DECIMAL(28, 8)
            ELSE (shipping - shipping_discount)::DECIMAL(28, 8)
        END AS shipping,
        CASE
            WHEN prices = 'gross' THEN (product_discount::DOUBLE * keep)::DECIMAL(28, 8)
            ELSE product_discount::DECIMAL(28, 8)
        END AS own_discounts,
        -- None where no line lacks a date.
        CASE
            WHEN dates_lines AND product_amount <> dated_amount
                THEN
                    (product_amount - dated_amount)::DOUBLE
                    / nullif(product_amount::DOUBLE, 0.0::DOUBLE)
        END AS dateless_share
    FROM factored
)
SELECT
    *,
    CASE
        WHEN dateless_share IS NULL THEN 0::DECIMAL(28, 8)
        ELSE (gross_sales::DOUBLE * dateless_share)::DECIMAL(28, 8)
    END AS dateless_sales,
    CASE
        WHEN dateless_share IS NULL THEN 0::DECIMAL(28, 8)
        ELSE (discounts::DOUBLE * dateless_share)::DECIMAL(28, 8)
    END AS dateless_discounts,
    gross_sales - discounts AS kept,
    coalesce(
        stated_total::DECIMAL(28, 8),
        gross_sales - discounts + shipping + taxes + duties + tips + gift_cards + services
    ) AS total
FROM parts
