-- Who bought in a period.
-- reads: order_customers, customer_firsts
-- $start_at, $end_at TIMESTAMP: the window [start, end) on the store's clock

-- name: customers
-- New: the first order of all loaded history lies in the window. Repeat: two orders in it or more.
WITH
buyers AS (
    SELECT
        shop_id,
        customer,
        count(*) AS orders
    FROM order_customers
    WHERE customer IS NOT NULL AND ordered_local >= $start_at AND ordered_local < $end_at
    GROUP BY shop_id, customer
),
bought AS (
    SELECT
        b.orders,
        CASE WHEN f.first_local >= $start_at THEN 1 ELSE 0 END AS is_new
    FROM buyers AS b
    INNER JOIN customer_firsts AS f ON b.shop_id = f.shop_id AND b.customer = f.customer
)
SELECT
    count(*) AS customers,
    coalesce(sum(is_new), 0)::BIGINT AS new_customers,
    coalesce(sum(1 - is_new), 0)::BIGINT AS returning_customers,
    coalesce(sum(CASE WHEN orders >= 2 THEN 1 ELSE 0 END), 0)::BIGINT AS repeat_customers
FROM bought
-- one row
