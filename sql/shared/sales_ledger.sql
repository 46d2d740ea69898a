-- Every order and every refund as one line of a ledger; a window's figures are sums over its lines.
-- not kept where there is much: each statement takes the few rows and columns that it asks for.
-- reads: order_value, refund_events
-- An order is booked when it was placed. Lines without a date, of a source that dates lines, are
-- booked apart from their order: without a date.
WITH
entries AS (
    SELECT
        shop_id,
        order_id,
        ordered_local AS at_local,
        'sale' AS entry,
        CASE WHEN product_lines > 0 THEN 1 ELSE 0 END AS orders,
        CASE
            WHEN product_lines > 0 OR (gift_cards = 0 AND services = 0) THEN 0
            ELSE 1
        END AS other_orders,
        units - dateless_units AS units,
        gross_sales - dateless_sales AS gross_sales,
        discounts - dateless_discounts AS discounts,
        0::DECIMAL(28, 8) AS returns,
        shipping,
        taxes,
        duties,
        tips,
        gift_cards,
        services,
        0::DECIMAL(28, 8) AS other_refunds,
        total - dateless_sales + dateless_discounts AS total_sales
    FROM order_value
    UNION ALL
    SELECT
        shop_id,
        order_id,
        NULL::TIMESTAMP AS at_local,
        'dateless lines' AS entry,
        0 AS orders,
        0 AS other_orders,
        dateless_units AS units,
        dateless_sales AS gross_sales,
        dateless_discounts AS discounts,
        0::DECIMAL(28, 8) AS returns,
        0::DECIMAL(28, 8) AS shipping,
        0::DECIMAL(28, 8) AS taxes,
        0::DECIMAL(28, 8) AS duties,
        0::DECIMAL(28, 8) AS tips,
        0::DECIMAL(28, 8) AS gift_cards,
        0::DECIMAL(28, 8) AS services,
        0::DECIMAL(28, 8) AS other_refunds,
        dateless_sales - dateless_discounts AS total_sales
    FROM order_value
    WHERE dateless_units <> 0 OR dateless_sales <> 0
    UNION ALL
    SELECT
        shop_id,
        order_id,
        booked_local AS at_local,
        CASE WHEN basis = 'cancelled' THEN 'cancellation' ELSE 'refund' END AS entry,
        0 AS orders,
        0 AS other_orders,
        0 AS units,
        0::DECIMAL(28, 8) AS gross_sales,
        0::DECIMAL(28, 8) AS discounts,
        returns,
        0::DECIMAL(28, 8) AS shipping,
        0::DECIMAL(28, 8) AS taxes,
        0::DECIMAL(28, 8) AS duties,
        0::DECIMAL(28, 8) AS tips,
        0::DECIMAL(28, 8) AS gift_cards,
        0::DECIMAL(28, 8) AS services,
        all_in - returns AS other_refunds,
        -all_in AS total_sales
    FROM refund_events
)
SELECT
    *,
    at_local::DATE AS day,
    gross_sales - discounts - returns AS net_sales,
    -- What the parts miss of the total that the source states.
    total_sales - (
        gross_sales - discounts - returns + shipping + taxes + duties + tips + gift_cards + services
        - other_refunds
    ) AS not_tied
FROM entries
