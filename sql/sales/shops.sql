-- The shops that have orders: forecasts of other shops are forecasts of something else.
-- reads: orders
SELECT DISTINCT shop_id AS shop
FROM orders
ORDER BY shop_id
