-- Returns by SKU: refund lines as they stand, all-in refunds and cancellations by value over the order's lines.
-- reads: refund_events, line_sales
-- may read: refunds, products
WITH
given_back AS (
    SELECT DISTINCT
        shop_id,
        order_id
    FROM refund_events
),
sold AS (
    SELECT
        l.shop_id,
        l.order_id,
        l.sku,
        sum(l.sales) AS sales,
        sum(l.qty) AS qty,
        sum(l.cost) AS cost
    FROM line_sales AS l
    INNER JOIN given_back AS g ON l.shop_id = g.shop_id AND l.order_id = g.order_id
    GROUP BY l.shop_id, l.order_id, l.sku
),
costs AS (
    SELECT
        shop_id,
        sku,
        max(unit_cost) AS unit_cost
    FROM products
    GROUP BY shop_id, sku
),
named AS (
    SELECT
        r.shop_id,
        r.order_id,
        r.refund_id,
        e.booked_local,
        coalesce(r.sku, r.title, '(no SKU)') AS sku,
        coalesce(r.subtotal, 0) + coalesce(r.discrepancy, 0) AS returns,
        -- What came back cost what it cost in its order, else what the catalogue says.
        coalesce(r.qty, 0)::DOUBLE * coalesce(
            s.cost::DOUBLE / nullif(s.qty::DOUBLE, 0.0::DOUBLE), c.unit_cost::DOUBLE
        ) AS cost
    FROM refunds AS r
    INNER JOIN refund_events AS e
        ON
            r.shop_id = e.shop_id AND r.refund_id = e.refund_id
            AND coalesce(r.order_id, '') = coalesce(e.order_id, '')
            AND e.basis = 'refund lines'
    LEFT JOIN sold AS s
        ON
            r.shop_id = s.shop_id AND r.order_id = s.order_id
            AND coalesce(r.sku, r.title, '(no SKU)') = s.sku
    LEFT JOIN costs AS c ON r.shop_id = c.shop_id AND r.sku = c.sku
    WHERE coalesce(r.kind, 'product') = 'product'
),
back AS (
    SELECT
        shop_id,
        order_id,
        sku,
        sum(returns) AS returns
    FROM named
    GROUP BY shop_id, order_id, sku
),
-- What a cancellation takes back after refund lines is what each product has left.
remaining AS (
    SELECT
        s.shop_id,
        s.order_id,
        s.sku,
        s.cost,
        s.sales,
        s.sales - coalesce(b.returns, 0) AS rest
    FROM sold AS s
    LEFT JOIN back AS b ON s.shop_id = b.shop_id AND s.order_id = b.order_id AND s.sku = b.sku
),
whole AS (
    SELECT
        shop_id,
        order_id,
        sum(rest) AS rest
    FROM remaining
    GROUP BY shop_id, order_id
),
shared AS (
    SELECT
        e.shop_id,
        e.order_id,
        e.refund_id,
        e.booked_local,
        s.sku,
        coalesce(
            e.returns::DOUBLE * s.rest::DOUBLE / nullif(w.rest::DOUBLE, 0.0::DOUBLE), 0.0::DOUBLE
        )::DECIMAL(28, 8) AS returns,
        e.returns::DOUBLE * s.cost::DOUBLE
        * (s.rest::DOUBLE / nullif(s.sales::DOUBLE, 0.0::DOUBLE))
        / nullif(w.rest::DOUBLE, 0.0::DOUBLE) AS cost
    FROM refund_events AS e
    INNER JOIN remaining AS s ON e.shop_id = s.shop_id AND e.order_id = s.order_id
    INNER JOIN whole AS w ON e.shop_id = w.shop_id AND e.order_id = w.order_id
    WHERE e.basis <> 'refund lines'
)
SELECT
    shop_id,
    order_id,
    refund_id,
    booked_local,
    sku,
    returns::DECIMAL(28, 8) AS returns,
    cost::DECIMAL(28, 8) AS cost
FROM named
UNION ALL
SELECT
    shop_id,
    order_id,
    refund_id,
    booked_local,
    sku,
    returns,
    cost::DECIMAL(28, 8) AS cost
FROM shared
