-- What each group sold on each day, and which category SKUs are of.
-- reads: sales_lines
-- $start_at, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $measure VARCHAR: revenue, orders or units
-- $dimension VARCHAR: what to group by

-- name: parts
-- A row a day on which it sold or took back anything.
WITH
keyed AS (
    SELECT
        CASE $dimension
            WHEN 'channel' THEN coalesce(channel, 'Unknown')
            WHEN 'country' THEN coalesce(country, 'Unknown')
            WHEN 'segment' THEN coalesce(segment, 'Unknown')
            WHEN 'category' THEN coalesce(category, 'Unknown')
            WHEN 'sku' THEN coalesce(sku, 'Unknown')
        END AS part,
        at_local::DATE AS day,
        CASE $measure WHEN 'revenue' THEN net_sales WHEN 'units' THEN units ELSE 0 END AS amount,
        -- An order is counted on the day that it was placed, also where a line has no date.
        CASE WHEN $measure = 'orders' AND with_order THEN order_key END AS order_key
    FROM sales_lines
    WHERE at_local >= $start_at AND at_local < $end_at
)
SELECT
    part,
    day,
    sum(amount)::DOUBLE + count(DISTINCT order_key) AS amount
FROM keyed
GROUP BY part, day
ORDER BY part, day

-- name: kin
-- The categories of each SKU, and how many of its lines are of each: one, where lines agree.
SELECT
    coalesce(sku, 'Unknown') AS part,
    coalesce(category, 'Unknown') AS category,
    count(*)::BIGINT AS moves
FROM sales_lines
WHERE at_local >= $start_at AND at_local < $end_at
GROUP BY coalesce(sku, 'Unknown'), coalesce(category, 'Unknown')
ORDER BY part, category
