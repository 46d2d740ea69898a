SELECT
  shop_id AS shop,
  day,
  channel,
  orders,
  order_value
FROM channel_days
WHERE
  day >= :since_at AND day < :end_at
ORDER BY
  shop_id NULLS LAST,
  day NULLS LAST,
  channel NULLS LAST
