-- Every product line sold and every one given back, with all that sales are grouped by.
-- reads: line_sales, line_returns, refund_events, order_value, order_facts, customer_facts
-- may read: refunds, products
WITH
sold AS (
    SELECT
        shop_id,
        order_id,
        sku,
        max(title) AS title,
        max(category) AS category,
        max(vendor) AS vendor
    FROM line_sales
    GROUP BY shop_id, order_id, sku
),
known AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        max(category) AS category,
        max(vendor) AS vendor
    FROM (
        SELECT
            shop_id,
            sku,
            title,
            category,
            vendor
        FROM sold
        UNION ALL
        SELECT
            shop_id,
            sku,
            title,
            type AS category,
            vendor
        FROM products
    ) AS named
    GROUP BY shop_id, sku
),
moves AS (
    SELECT
        l.shop_id,
        l.order_id,
        NULL::VARCHAR AS refund_id,
        l.ordered_local AS at_local,
        l.shop_id || ' ' || l.order_id AS order_key,
        l.sku,
        l.title,
        l.category,
        l.vendor,
        l.qty AS units,
        l.unit_price,
        1 AS lines,
        l.gross_sales,
        l.discounts,
        0::DECIMAL(28, 8) AS returns,
        l.cost
    FROM line_sales AS l
    UNION ALL
    SELECT
        r.shop_id,
        r.order_id,
        r.refund_id,
        r.booked_local AS at_local,
        NULL::VARCHAR AS order_key,
        r.sku,
        CASE WHEN o.sku IS NULL THEN k.title ELSE o.title END AS title,
        CASE WHEN o.sku IS NULL THEN k.category ELSE o.category END AS category,
        CASE WHEN o.sku IS NULL THEN k.vendor ELSE o.vendor END AS vendor,
        0 AS units,
        NULL::DECIMAL(18, 4) AS unit_price,
        0 AS lines,
        0::DECIMAL(28, 8) AS gross_sales,
        0::DECIMAL(28, 8) AS discounts,
        r.returns,
        -r.cost AS cost
    FROM line_returns AS r
    -- What came back is what its order says it was; of an unknown order, what the SKU is elsewhere.
    LEFT JOIN sold AS o ON r.shop_id = o.shop_id AND r.order_id = o.order_id AND r.sku = o.sku
    LEFT JOIN known AS k ON r.shop_id = k.shop_id AND r.sku = k.sku
),
-- What of a refund no line bears, as that of an order outside the exports, and what of an order's
-- discounts: rows without a SKU, so that every grouping sums to the whole.
borne AS (
    SELECT
        shop_id,
        coalesce(order_id, '') AS order_id,
        coalesce(refund_id, '') AS refund_id,
        sum(discounts) AS discounts,
        sum(returns) AS returns
    FROM moves
    GROUP BY shop_id, coalesce(order_id, ''), coalesce(refund_id, '')
),
unborne AS (
    SELECT
        e.shop_id,
        e.order_id,
        e.refund_id,
        e.booked_local AS at_local,
        0::DECIMAL(28, 8) AS discounts,
        e.returns - coalesce(b.returns, 0) AS returns
    FROM refund_events AS e
    LEFT JOIN borne AS b
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
        v.discounts - coalesce(b.discounts, 0) AS discounts,
        0::DECIMAL(28, 8) AS returns
    FROM order_value AS v
    LEFT JOIN borne AS b ON v.shop_id = b.shop_id AND v.order_id = b.order_id AND b.refund_id = ''
    WHERE abs(v.discounts - coalesce(b.discounts, 0)) >= 0.005
),
every AS (
    SELECT * FROM moves
    UNION ALL
    SELECT
        shop_id,
        order_id,
        refund_id,
        at_local,
        NULL::VARCHAR AS order_key,
        NULL::VARCHAR AS sku,
        NULL::VARCHAR AS title,
        NULL::VARCHAR AS category,
        NULL::VARCHAR AS vendor,
        0 AS units,
        NULL::DECIMAL(18, 4) AS unit_price,
        0 AS lines,
        0::DECIMAL(28, 8) AS gross_sales,
        discounts,
        returns,
        NULL::DECIMAL(28, 8) AS cost
    FROM unborne
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
    m.shop_id AS shop,
    m.at_local,
    m.order_key,
    coalesce(m.at_local = f.ordered_local, m.at_local IS NULL AND f.ordered_local IS NULL)
        AS with_order,
    coalesce(f.customer, p.customer) AS customer,
    m.shop_id || ' ' || coalesce(f.customer, p.customer) AS customer_key,
    coalesce(f.segment, w.segment) AS segment,
    f.channel,
    coalesce(f.country, p.country, w.country) AS country,
    coalesce(f.region, w.region) AS region,
    f.location,
    f.status,
    f.tags,
    m.sku,
    m.title AS product,
    m.category,
    m.vendor,
    m.units,
    m.unit_price,
    m.lines,
    m.gross_sales,
    m.discounts,
    m.returns,
    m.gross_sales - m.discounts - m.returns AS net_sales,
    m.cost,
    CASE WHEN m.cost IS NOT NULL THEN m.gross_sales - m.discounts - m.returns ELSE 0 END AS covered
FROM every AS m
LEFT JOIN order_facts AS f ON m.shop_id = f.shop_id AND m.order_id = f.order_id
LEFT JOIN payees AS p ON m.shop_id = p.shop_id AND m.refund_id = p.refund_id AND m.order_id IS NULL
LEFT JOIN customer_facts AS w ON p.shop_id = w.shop_id AND p.customer = w.customer
