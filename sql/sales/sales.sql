-- Net sales, orders, units, value and margin by anything, against another period.
-- reads: sales_lines
-- then asks: sales/totals, sales/profit, sales/outliers
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $base_from, $base_to TIMESTAMP: the window compared with, empty under $freq
-- $first, $second VARCHAR: what to group by, '' for nothing
-- $freq VARCHAR: day, week, month, quarter or year, '' for the window as one
-- $week_starts INTEGER: days from Monday to the day that weeks start with
-- $top BIGINT: groups shown; the others are one group, named other

-- name: sales
WITH
-- Several tags of one order are rows of their own, which then exceed the whole.
cells AS (
    SELECT DISTINCT tags
    FROM sales_lines
    WHERE tags IS NOT NULL AND 'tags' IN ($first, $second)
),
digits AS (
    SELECT v.d
    FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS v (d)
),
spread AS (
    SELECT DISTINCT
        c.tags,
        trim(split_part(c.tags, ',', a.d * 10 + b.d + 1)) AS tag
    FROM cells AS c
    CROSS JOIN digits AS a
    CROSS JOIN digits AS b
    WHERE trim(split_part(c.tags, ',', a.d * 10 + b.d + 1)) <> ''
),
keyed AS (
    SELECT
        l.*,
        CASE $first
            WHEN '' THEN ''
            WHEN 'shop' THEN coalesce(nullif(l.shop, ''), '(unnamed)')
            WHEN 'channel' THEN coalesce(l.channel, 'Unknown')
            WHEN 'country' THEN coalesce(l.country, 'Unknown')
            WHEN 'region' THEN coalesce(l.region, 'Unknown')
            WHEN 'location' THEN coalesce(l.location, 'Unknown')
            WHEN 'segment' THEN coalesce(l.segment, 'Unknown')
            WHEN 'status' THEN coalesce(l.status, 'Unknown')
            WHEN 'customer' THEN coalesce(trim(l.customer_key), 'Unknown')
            WHEN 'category' THEN coalesce(l.category, 'Unknown')
            WHEN 'vendor' THEN coalesce(l.vendor, 'Unknown')
            WHEN 'product' THEN coalesce(l.product, 'Unknown')
            WHEN 'sku' THEN coalesce(l.sku, 'Unknown')
            WHEN 'tags' THEN coalesce(t.tag, '(none)')
        END AS first_key,
        CASE $second
            WHEN '' THEN ''
            WHEN 'shop' THEN coalesce(nullif(l.shop, ''), '(unnamed)')
            WHEN 'channel' THEN coalesce(l.channel, 'Unknown')
            WHEN 'country' THEN coalesce(l.country, 'Unknown')
            WHEN 'region' THEN coalesce(l.region, 'Unknown')
            WHEN 'location' THEN coalesce(l.location, 'Unknown')
            WHEN 'segment' THEN coalesce(l.segment, 'Unknown')
            WHEN 'status' THEN coalesce(l.status, 'Unknown')
            WHEN 'customer' THEN coalesce(trim(l.customer_key), 'Unknown')
            WHEN 'category' THEN coalesce(l.category, 'Unknown')
            WHEN 'vendor' THEN coalesce(l.vendor, 'Unknown')
            WHEN 'product' THEN coalesce(l.product, 'Unknown')
            WHEN 'sku' THEN coalesce(l.sku, 'Unknown')
            WHEN 'tags' THEN coalesce(t.tag, '(none)')
        END AS second_key,
        CASE $freq
            WHEN 'day' THEN l.at_local::DATE
            WHEN 'week' THEN date_trunc('week', l.at_local::DATE - $week_starts)::DATE + $week_starts
            WHEN 'month' THEN date_trunc('month', l.at_local)::DATE
            WHEN 'quarter' THEN date_trunc('quarter', l.at_local)::DATE
            WHEN 'year' THEN date_trunc('year', l.at_local)::DATE
        END AS starts,
        (l.at_local >= $start_at AND l.at_local < $end_at) OR ($undated AND l.at_local IS NULL)
            AS is_now,
        coalesce(l.at_local >= $base_from AND l.at_local < $base_to, false) AS is_base
    FROM sales_lines AS l
    LEFT JOIN spread AS t ON l.tags = t.tags
),
ranked AS (
    SELECT
        first_key,
        second_key,
        row_number() OVER (
            ORDER BY
                sum(CASE WHEN is_now THEN net_sales ELSE 0 END) DESC,
                sum(CASE WHEN is_base THEN net_sales ELSE 0 END) DESC, first_key, second_key
        ) AS rank
    FROM keyed
    WHERE is_now OR is_base
    GROUP BY first_key, second_key
),
shown AS (
    SELECT
        k.*,
        r.rank > $top AS is_rest,
        CASE WHEN r.rank > $top THEN 'other' ELSE k.first_key END AS first_shown,
        CASE WHEN r.rank > $top AND $second <> '' THEN 'other' ELSE k.second_key END AS second_shown
    FROM keyed AS k
    INNER JOIN ranked AS r ON k.first_key = r.first_key AND k.second_key = r.second_key
    WHERE k.is_now OR k.is_base
)
SELECT
    first_shown AS first_key,
    second_shown AS second_key,
    is_rest,
    starts,
    sum(CASE WHEN is_now THEN net_sales ELSE 0 END) AS net_sales,
    sum(CASE WHEN is_now THEN gross_sales - discounts ELSE 0 END) AS order_value,
    -- An order is counted in the period that it was placed in, also where a line has no date.
    count(DISTINCT CASE WHEN is_now AND ($freq = '' OR with_order) THEN order_key END) AS orders,
    sum(CASE WHEN is_now THEN units ELSE 0 END) AS units,
    sum(CASE WHEN is_now THEN covered ELSE 0 END) AS covered,
    sum(CASE WHEN is_now THEN coalesce(cost, 0) ELSE 0 END) AS cost,
    sum(CASE WHEN is_base THEN net_sales ELSE 0 END) AS base
FROM shown
GROUP BY first_shown, second_shown, is_rest, starts
ORDER BY starts, is_rest, net_sales DESC, base DESC, first_key, second_key
