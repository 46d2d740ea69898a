-- Orders that were sent or cancelled, and how long each waited by the hours that count.
-- reads: sent_orders, business_waits
-- not kept: a question may make business_waits anew.
SELECT
    s.shop_id,
    s.order_id,
    s.location,
    s.paid,
    s.cancelled,
    s.lost,
    s.kept,
    s.since_local,
    s.sent_local,
    coalesce(b.seconds, s.seconds) AS waited
FROM sent_orders AS s
LEFT JOIN business_waits AS b ON s.shop_id = b.shop_id AND s.order_id = b.order_id
