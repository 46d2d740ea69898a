-- What the ledger sums to on each day: before the time of day that it is now, and from then on.
-- reads: sales_ledger
-- may read: shop_targets
-- then asks: sales/targets
-- $as_of TIMESTAMP: now, on the store's clock; a period so far ends at its time on another day
WITH
entries AS (
    SELECT
        *,
        at_local + INTERVAL 1 DAY * date_diff('day', day, $as_of::DATE) < $as_of AS early
    FROM sales_ledger
    WHERE at_local IS NOT NULL
)
SELECT
    sum(gross_sales) AS gross_sales,
    sum(discounts) AS discounts,
    sum(returns) AS returns,
    sum(net_sales) AS net_sales,
    sum(total_sales) AS total_sales,
    sum(units) AS units,
    sum(orders)::BIGINT AS orders,
    day,
    early
FROM entries
GROUP BY day, early
ORDER BY day, early
