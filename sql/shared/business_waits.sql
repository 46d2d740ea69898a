-- How long orders waited in working hours; no rows where every hour of every day counts.
-- reads: question
-- [fulfillment] business_days and hours make it anew: a row for each of sent_orders.
SELECT
    NULL::VARCHAR AS shop_id,
    NULL::VARCHAR AS order_id,
    NULL::BIGINT AS seconds
FROM question
WHERE false
