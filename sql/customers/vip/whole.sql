-- What all known customers brought in a year, and those with a large order apart.
-- reads: customer_moves
-- $year_at, $at TIMESTAMP: the year [year_at, at)
-- $order_over DECIMAL: an order of so much is a large one

-- name: whole
WITH
sums AS (
    SELECT
        shop_id,
        customer,
        sum(orders) AS orders,
        sum(net_sales) AS net_sales,
        max(order_value) >= $order_over AS is_large
    FROM customer_moves
    WHERE at_local >= $year_at AND at_local < $at
    GROUP BY shop_id, customer
)
SELECT
    coalesce(sum(CASE WHEN orders > 0 THEN 1 ELSE 0 END), 0)::BIGINT AS customers,
    coalesce(sum(orders), 0)::BIGINT AS orders,
    coalesce(sum(net_sales), 0) AS net_sales,
    coalesce(max(net_sales), 0) AS largest,
    coalesce(sum(CASE WHEN is_large AND orders > 0 THEN 1 ELSE 0 END), 0)::BIGINT
        AS large_customers,
    coalesce(sum(CASE WHEN is_large THEN orders ELSE 0 END), 0)::BIGINT AS large_orders,
    coalesce(sum(CASE WHEN is_large THEN net_sales ELSE 0 END), 0) AS large_net_sales
FROM sums
-- one row
