-- Who bought in a period.
-- reads: customer_orders
-- $start_at, $end_at TIMESTAMP: the window [start, end) on the store's clock

-- name: customers
-- New: the first order of all loaded history lies in the window. Repeat: two orders in it or more.
WITH
bought AS (
    SELECT
        shop_id,
        customer,
        count(*) AS orders,
        max(CASE WHEN first_local >= $start_at THEN 1 ELSE 0 END) AS is_new
    FROM customer_orders
    WHERE customer IS NOT NULL AND ordered_local >= $start_at AND ordered_local < $end_at
    GROUP BY shop_id, customer
)
SELECT
    count(*) AS customers,
    coalesce(sum(is_new), 0)::BIGINT AS new_customers,
    coalesce(sum(1 - is_new), 0)::BIGINT AS returning_customers,
    coalesce(sum(CASE WHEN orders >= 2 THEN 1 ELSE 0 END), 0)::BIGINT AS repeat_customers
FROM bought
-- one row
