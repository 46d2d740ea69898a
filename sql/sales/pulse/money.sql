-- What was sold in a window, day by day, to whom, against which target.
-- reads: sales_ledger, customer_orders
-- may read: shop_targets
-- then asks: sales/totals, sales/profit, sales/outliers, sales/targets
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)

-- name: days
SELECT
    day,
    sum(orders)::BIGINT AS orders,
    sum(units) AS units,
    sum(gross_sales) AS gross_sales,
    sum(discounts) AS discounts,
    sum(returns) AS returns,
    sum(net_sales) AS net_sales
FROM sales_ledger
WHERE at_local >= $start_at AND at_local < $end_at
GROUP BY day
ORDER BY day

-- name: customers
-- New: the first order of all loaded history lies in the window. Returning: an earlier one.
WITH
named AS (
    SELECT
        c.shop_id,
        c.order_id,
        c.customer,
        c.kept,
        CASE
            WHEN c.customer IS NULL THEN 'unknown'
            WHEN c.first_local >= $start_at OR c.first_local IS NULL THEN 'new'
            ELSE 'returning'
        END AS kind
    FROM customer_orders AS c
    WHERE
        (c.ordered_local >= $start_at AND c.ordered_local < $end_at)
        OR ($undated AND c.ordered_local IS NULL)
)
SELECT
    kind AS customers,
    CASE WHEN kind = 'unknown' THEN NULL ELSE count(DISTINCT shop_id || ' ' || customer) END AS n,
    count(*) AS orders,
    sum(kept) AS sales
FROM named
GROUP BY kind
ORDER BY kind
