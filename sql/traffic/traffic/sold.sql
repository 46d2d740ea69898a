-- What the shop itself sold, to be held against what analytics saw.
-- may read: channel_days, searches_by
-- $since_at, $end_at TIMESTAMP: the days asked about [since, end)

-- name: sold
-- Orders of each day, shop and channel.
SELECT
    shop_id AS shop,
    day,
    channel,
    orders,
    order_value
FROM channel_days
WHERE day >= $since_at AND day < $end_at
ORDER BY shop_id, day, channel
