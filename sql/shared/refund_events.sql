-- What was given back, one row a refund: refund lines, else transactions, else the order's own total.
-- reads: order_value, orders, question
-- may read: refunds, payments
WITH
from_lines AS (
    SELECT
        r.shop_id,
        r.refund_id,
        r.order_id,
        min(r.refunded_local) AS refunded_local,
        sum(
            CASE
                WHEN coalesce(r.kind, 'product') = 'product'
                    THEN coalesce(r.subtotal, 0) + coalesce(r.discrepancy, 0)
                ELSE 0
            END
        )::DECIMAL(28, 8) AS returns,
        sum(
            coalesce(r.subtotal, 0) + coalesce(r.discrepancy, 0) + coalesce(r.tax, 0)
            + coalesce(r.shipping, 0)
        )::DECIMAL(28, 8) AS all_in,
        sum(CASE WHEN coalesce(r.kind, 'product') = 'product' THEN coalesce(r.qty, 0) ELSE 0 END)
            AS units
    FROM refunds AS r
    GROUP BY r.shop_id, r.refund_id, r.order_id
),
all_in AS (
    SELECT
        p.shop_id,
        p.txn_id AS refund_id,
        p.order_id,
        p.paid_local AS refunded_local,
        p.amount,
        'transactions' AS basis
    FROM payments AS p
    WHERE
        p.kind = 'refund' AND coalesce(p.status, 'success') = 'success'
        AND NOT EXISTS (
            SELECT 1 FROM from_lines AS f
            WHERE f.shop_id = p.shop_id AND f.order_id = p.order_id
        )
    UNION ALL
    SELECT
        o.shop_id,
        'refunded of ' || o.order_id AS refund_id,
        o.order_id,
        NULL::TIMESTAMP AS refunded_local,
        o.refunded_total AS amount,
        'refunded total' AS basis
    FROM orders AS o
    WHERE
        o.refunded_total > 0
        AND NOT EXISTS (
            SELECT 1 FROM from_lines AS f
            WHERE f.shop_id = o.shop_id AND f.order_id = o.order_id
        )
        AND NOT EXISTS (
            SELECT 1 FROM payments AS p
            WHERE
                p.shop_id = o.shop_id AND p.order_id = o.order_id AND p.kind = 'refund'
                AND coalesce(p.status, 'success') = 'success'
        )
),
-- All-in refunds hold tax and shipping: the goods' share of one is its amount x kept / total.
shares AS (
    SELECT
        a.shop_id,
        a.refund_id,
        a.order_id,
        a.refunded_local,
        a.basis,
        a.amount,
        v.order_id IS NULL AS orphan,
        v.kept,
        v.total,
        v.units,
        a.amount::DOUBLE * v.kept::DOUBLE / nullif(v.total::DOUBLE, 0.0::DOUBLE) * 100.0::DOUBLE
            AS cents,
        sum(a.amount) OVER (
            PARTITION BY a.shop_id, a.order_id ORDER BY a.refunded_local, a.refund_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS so_far
    FROM all_in AS a
    LEFT JOIN order_value AS v ON a.shop_id = v.shop_id AND a.order_id = v.order_id
),
-- To the cent, half to even, one refund at a time.
cents AS (
    SELECT
        *,
        CASE
            WHEN abs(cents - floor(cents) - 0.5::DOUBLE) < 0.000001::DOUBLE
                THEN 2.0::DOUBLE * floor((floor(cents) + 1.0::DOUBLE) / 2.0::DOUBLE)
            ELSE floor(cents + 0.5::DOUBLE)
        END::BIGINT * 0.01 AS share
    FROM shares
),
-- The refund that completes an order's total gives back what of the goods is left; what is given
-- back beyond the total is no goods.
split AS (
    SELECT
        shop_id,
        refund_id,
        order_id,
        refunded_local,
        basis,
        orphan,
        amount::DECIMAL(28, 8) AS all_in,
        CASE
            WHEN orphan THEN amount::DECIMAL(28, 8)
            WHEN total = 0 THEN 0::DECIMAL(28, 8)
            WHEN so_far >= total AND so_far = amount THEN kept
            WHEN so_far - amount >= total THEN 0::DECIMAL(28, 8)
            WHEN so_far >= total
                THEN kept - (
                    sum(share) OVER (
                        PARTITION BY shop_id, order_id ORDER BY refunded_local, refund_id
                        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                    ) - share
                )::DECIMAL(28, 8)
            ELSE share::DECIMAL(28, 8)
        END AS returns,
        CASE WHEN so_far >= total AND so_far = amount THEN units ELSE 0 END AS units,
        NOT orphan AND so_far < total AND kept <> total AS estimated
    FROM cents
),
refunded AS (
    SELECT
        f.shop_id,
        f.refund_id,
        f.order_id,
        f.refunded_local,
        'refund lines' AS basis,
        f.order_id IS NOT NULL AND v.order_id IS NULL AS orphan,
        f.all_in,
        f.returns,
        f.units,
        false AS estimated
    FROM from_lines AS f
    LEFT JOIN order_value AS v ON f.shop_id = v.shop_id AND f.order_id = v.order_id
    UNION ALL
    SELECT
        shop_id,
        refund_id,
        order_id,
        refunded_local,
        basis,
        orphan,
        all_in,
        returns,
        units,
        estimated
    FROM split
),
by_order AS (
    SELECT
        shop_id,
        order_id,
        sum(returns) AS returns,
        sum(all_in) AS all_in,
        sum(units) AS units
    FROM refunded
    GROUP BY shop_id, order_id
),
-- What of a cancelled order was not refunded is taken back on the day of the cancellation.
reversed AS (
    SELECT
        v.shop_id,
        'cancelled ' || v.order_id AS refund_id,
        v.order_id,
        v.cancelled_local AS refunded_local,
        'cancelled' AS basis,
        false AS orphan,
        v.total - coalesce(b.all_in, 0) AS all_in,
        v.kept - coalesce(b.returns, 0) AS returns,
        v.units - coalesce(b.units, 0) AS units,
        false AS estimated
    FROM order_value AS v
    LEFT JOIN by_order AS b ON v.shop_id = b.shop_id AND v.order_id = b.order_id
    WHERE v.cancelled_local IS NOT NULL AND v.total > coalesce(b.all_in, 0)
),
events AS (
    SELECT * FROM refunded
    UNION ALL
    SELECT * FROM reversed
)
SELECT
    e.shop_id,
    e.refund_id,
    e.order_id,
    e.basis,
    e.orphan,
    e.estimated,
    e.all_in,
    e.returns,
    e.units,
    e.refunded_local IS NOT NULL AS dated,
    CASE
        WHEN q.refunds_on = 'order' THEN coalesce(v.ordered_local, e.refunded_local)
        ELSE coalesce(e.refunded_local, v.ordered_local)
    END AS booked_local
FROM events AS e
LEFT JOIN order_value AS v ON e.shop_id = v.shop_id AND e.order_id = v.order_id
CROSS JOIN question AS q
