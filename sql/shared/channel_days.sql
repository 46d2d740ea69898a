-- Orders with products of each day, shop and channel, and what they were worth.
-- reads: order_value, orders
SELECT
    v.shop_id,
    v.ordered_local::DATE AS day,
    coalesce(o.channel, '') AS channel,
    count(*) AS orders,
    sum(v.kept) AS order_value
FROM order_value AS v
INNER JOIN orders AS o ON v.shop_id = o.shop_id AND v.order_id = o.order_id
WHERE v.product_lines > 0
GROUP BY v.shop_id, v.ordered_local::DATE, coalesce(o.channel, '')
