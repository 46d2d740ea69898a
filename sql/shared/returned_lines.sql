-- What came back, by product: refund lines as they stand, other refunds by value over the order.
-- reads: refund_events, line_returns, line_sales, order_value
-- may read: refunds
-- What was cancelled, or given back before anything left, was never sent: it is no return.
WITH
-- Of refunds that name no lines, the orders.
given_back AS (
    SELECT DISTINCT
        shop_id,
        order_id
    FROM refund_events
    WHERE basis <> 'refund lines'
),
sold AS (
    SELECT
        l.shop_id,
        l.order_id,
        l.sku,
        sum(l.qty) AS qty
    FROM line_sales AS l
    INNER JOIN given_back AS g ON l.shop_id = g.shop_id AND l.order_id = g.order_id
    GROUP BY l.shop_id, l.order_id, l.sku
),
lines AS (
    SELECT
        r.shop_id,
        r.order_id,
        r.refund_id,
        e.booked_local,
        coalesce(r.sku, r.title, '(no SKU)') AS sku,
        nullif(trim(r.reason), '') AS reason,
        r.restocked,
        coalesce(r.qty, 0)::DECIMAL(28, 8) AS units,
        (coalesce(r.subtotal, 0) + coalesce(r.discrepancy, 0))::DECIMAL(28, 8) AS returns
    FROM refunds AS r
    INNER JOIN refund_events AS e
        ON
            r.shop_id = e.shop_id AND r.refund_id = e.refund_id
            AND coalesce(r.order_id, '') = coalesce(e.order_id, '')
            AND e.basis = 'refund lines'
    WHERE coalesce(r.kind, 'product') = 'product'
    UNION ALL
    SELECT
        l.shop_id,
        l.order_id,
        l.refund_id,
        e.booked_local,
        l.sku,
        NULL::VARCHAR AS reason,
        NULL::BOOLEAN AS restocked,
        -- A refund in full is of every unit; of another one nobody knows which.
        CASE WHEN e.units > 0 THEN s.qty END::DECIMAL(28, 8) AS units,
        l.returns
    FROM line_returns AS l
    INNER JOIN refund_events AS e
        ON
            l.shop_id = e.shop_id AND l.order_id = e.order_id AND l.refund_id = e.refund_id
            AND e.basis <> 'refund lines'
    LEFT JOIN sold AS s ON l.shop_id = s.shop_id AND l.order_id = s.order_id AND l.sku = s.sku
)
SELECT
    l.shop_id,
    l.order_id,
    l.refund_id,
    l.booked_local,
    v.ordered_local,
    v.order_id IS NOT NULL AS known,
    l.sku,
    l.reason,
    l.restocked,
    l.units,
    l.returns,
    NOT coalesce(v.wanted, true) AS never_sent
FROM lines AS l
LEFT JOIN order_value AS v ON l.shop_id = v.shop_id AND l.order_id = v.order_id
