-- Every product line sold and every one given back, and the order that each is of.
-- not kept: each statement takes the few rows and columns that it asks for.
-- reads: line_sales, line_returns, refund_events, order_value
-- may read: refunds, products
WITH
-- What came back is what its order says it was; of an unknown order, what the SKU is elsewhere.
back_orders AS (
    SELECT DISTINCT
        shop_id,
        order_id
    FROM line_returns
),
sold AS (
    SELECT
        l.shop_id,
        l.order_id,
        l.sku,
        max(l.title) AS title,
        max(l.category) AS category,
        max(l.vendor) AS vendor
    FROM line_sales AS l
    INNER JOIN back_orders AS b ON l.shop_id = b.shop_id AND l.order_id = b.order_id
    GROUP BY l.shop_id, l.order_id, l.sku
),
elsewhere AS (
    SELECT DISTINCT
        r.shop_id,
        r.sku
    FROM line_returns AS r
    LEFT JOIN sold AS o ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.sku = o.sku
    WHERE o.sku IS NULL
),
named AS (
    SELECT
        shop_id,
        sku,
        title,
        category,
        vendor
    FROM line_sales
    UNION ALL
    SELECT
        shop_id,
        sku,
        title,
        type AS category,
        vendor
    FROM products
),
known AS (
    SELECT
        n.shop_id,
        n.sku,
        max(n.title) AS title,
        max(n.category) AS category,
        max(n.vendor) AS vendor
    FROM named AS n
    INNER JOIN elsewhere AS e ON n.shop_id = e.shop_id AND n.sku = e.sku
    GROUP BY n.shop_id, n.sku
),
-- What of a refund no line bears, as that of an order outside the exports, and what of an order's
-- discounts: rows without a SKU, so that every grouping sums to the whole.
borne_refunds AS (
    SELECT
        shop_id,
        coalesce(order_id, '') AS order_id,
        refund_id,
        sum(returns) AS returns
    FROM line_returns
    GROUP BY shop_id, coalesce(order_id, ''), refund_id
),
borne_discounts AS (
    SELECT
        shop_id,
        order_id,
        sum(discounts) AS discounts
    FROM line_sales
    WHERE discounts <> 0
    GROUP BY shop_id, order_id
),
others AS (
    SELECT
        r.shop_id,
        r.order_id,
        r.refund_id,
        r.booked_local AS at_local,
        r.sku,
        CASE WHEN o.sku IS NULL THEN k.title ELSE o.title END AS title,
        CASE WHEN o.sku IS NULL THEN k.category ELSE o.category END AS category,
        CASE WHEN o.sku IS NULL THEN k.vendor ELSE o.vendor END AS vendor,
        0::DECIMAL(28, 8) AS discounts,
        r.returns,
        -r.cost AS cost
    FROM line_returns AS r
    LEFT JOIN sold AS o ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.sku = o.sku
    LEFT JOIN known AS k ON r.shop_id = k.shop_id AND r.sku = k.sku
    UNION ALL
    SELECT
        e.shop_id,
        e.order_id,
        e.refund_id,
        e.booked_local AS at_local,
        NULL::VARCHAR AS sku,
        NULL::VARCHAR AS title,
        NULL::VARCHAR AS category,
        NULL::VARCHAR AS vendor,
        0::DECIMAL(28, 8) AS discounts,
        e.returns - coalesce(b.returns, 0) AS returns,
        NULL::DECIMAL(28, 8) AS cost
    FROM refund_events AS e
    LEFT JOIN borne_refunds AS b
        ON
            e.shop_id = b.shop_id AND coalesce(e.order_id, '') = b.order_id
            AND e.refund_id = b.refund_id
    WHERE abs(e.returns - coalesce(b.returns, 0)) >= 0.005
    UNION ALL
    SELECT
        v.shop_id,
        v.order_id,
        NULL::VARCHAR AS refund_id,
        v.ordered_local AS at_local,
        NULL::VARCHAR AS sku,
        NULL::VARCHAR AS title,
        NULL::VARCHAR AS category,
        NULL::VARCHAR AS vendor,
        v.discounts - coalesce(b.discounts, 0) AS discounts,
        0::DECIMAL(28, 8) AS returns,
        NULL::DECIMAL(28, 8) AS cost
    FROM order_value AS v
    LEFT JOIN borne_discounts AS b ON v.shop_id = b.shop_id AND v.order_id = b.order_id
    WHERE v.discounted AND abs(v.discounts - coalesce(b.discounts, 0)) >= 0.005
),
-- A refund that names no order may name its customer and country.
payees AS (
    SELECT
        shop_id,
        refund_id,
        max(customer_id) AS customer,
        max(country) AS country
    FROM refunds
    WHERE order_id IS NULL
    GROUP BY shop_id, refund_id
)
SELECT
    shop_id,
    order_id,
    true AS sold,
    NULL::VARCHAR AS payee,
    NULL::VARCHAR AS payee_country,
    ordered_local AS at_local,
    sku,
    title,
    category,
    vendor,
    qty AS units,
    unit_price,
    1 AS lines,
    gross_sales,
    discounts,
    0::DECIMAL(28, 8) AS returns,
    sales AS net_sales,
    cost
FROM line_sales
UNION ALL
SELECT
    m.shop_id,
    m.order_id,
    false AS sold,
    p.customer AS payee,
    p.country AS payee_country,
    m.at_local,
    m.sku,
    m.title,
    m.category,
    m.vendor,
    0 AS units,
    NULL::DECIMAL(18, 4) AS unit_price,
    0 AS lines,
    0::DECIMAL(28, 8) AS gross_sales,
    m.discounts,
    m.returns,
    -m.discounts - m.returns AS net_sales,
    m.cost
FROM others AS m
LEFT JOIN payees AS p ON m.shop_id = p.shop_id AND m.refund_id = p.refund_id AND m.order_id IS NULL
