-- Orders with goods to send that went out in full or were cancelled, and how long each waited.
-- reads: orders, order_value, order_parcels
-- may read: kept_promises
-- The wait runs from the payment, or from the order where it was sent before it was paid. What is
-- handed over at the counter (channel pos) is not sent.
WITH
states AS (
    SELECT
        o.shop_id,
        o.order_id,
        o.location,
        o.paid_local,
        o.cancelled_local,
        v.ordered_local,
        k.kept,
        coalesce(o.financial_status, 'paid') IN ('paid', 'partially_refunded', 'refunded') AS paid,
        coalesce(o.financial_status, '') = 'refunded' OR o.cancelled_local IS NOT NULL AS lost,
        CASE
            WHEN
                o.fulfillment_status = 'fulfilled'
                OR (o.fulfillment_status IS NULL AND p.gone > 0 AND p.waiting = 0)
                THEN coalesce(o.fulfilled_local, p.shipped_local)
        END AS sent_local
    FROM orders AS o
    INNER JOIN order_value AS v ON o.shop_id = v.shop_id AND o.order_id = v.order_id
    LEFT JOIN order_parcels AS p ON o.shop_id = p.shop_id AND o.order_id = p.order_id
    LEFT JOIN kept_promises AS k ON o.shop_id = k.shop_id AND o.order_id = k.order_id
    WHERE v.ships AND coalesce(o.channel, '') <> 'pos'
),
waits AS (
    SELECT
        shop_id,
        order_id,
        location,
        paid,
        cancelled_local IS NOT NULL AS cancelled,
        lost,
        kept,
        CASE
            WHEN paid_local <= coalesce(sent_local, cancelled_local) THEN paid_local
            ELSE ordered_local
        END AS since_local,
        sent_local,
        coalesce(sent_local, cancelled_local) AS until_local
    FROM states
    WHERE sent_local IS NOT NULL OR cancelled_local IS NOT NULL
)
SELECT
    shop_id,
    order_id,
    location,
    paid,
    cancelled,
    lost,
    kept,
    since_local,
    sent_local,
    until_local,
    date_diff('second', since_local, until_local) AS seconds
FROM waits
WHERE since_local <= until_local
