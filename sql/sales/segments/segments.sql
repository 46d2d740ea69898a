-- Customers, orders, units, prices and net sales of each segment.
-- reads: sales_lines, rule_segments
-- then asks: sales/totals, sales/outliers
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $by VARCHAR: what makes a segment, '' for all as one
-- $monthly BOOLEAN: whether each month is a row of its own
-- $part VARCHAR: 'product' or 'category' to part two segments by
-- $first VARCHAR, $second VARCHAR: these two segments
-- $settled_at TIMESTAMP: an only order before it is old enough to have been followed by another

-- name: segments
WITH
dated AS (
    SELECT
        l.*,
        CASE $by
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
            WHEN 'rules' THEN coalesce(r.segment, 'Unknown')
        END AS segment_key,
        -- A month that no date is in stands for none: it comes last, and equals itself.
        CASE
            WHEN $monthly AND l.at_local IS NOT NULL THEN date_trunc('month', l.at_local)::DATE
            ELSE DATE '9999-12-01'
        END AS starts,
        -- An order is counted in the month that it was placed in, also where a line has no date.
        CASE WHEN l.with_order OR NOT $monthly THEN l.order_key END AS counted_key
    FROM sales_lines AS l
    LEFT JOIN rule_segments AS r ON l.customer_key = r.customer_key
    WHERE
        (l.at_local >= $start_at AND l.at_local < $end_at) OR ($undated AND l.at_local IS NULL)
),
-- A row an order; what came back is of no order, and a row a customer.
parts AS (
    SELECT
        segment_key,
        starts,
        counted_key,
        customer_key,
        sum(CASE WHEN unit_price IS NOT NULL THEN lines ELSE 0 END) AS priced_lines,
        sum(unit_price) AS prices,
        sum(units) AS units,
        sum(gross_sales - discounts) AS order_value,
        sum(discounts) AS discounts,
        sum(returns) AS returns,
        sum(net_sales) AS net_sales,
        min(at_local) AS first_at,
        min(CASE WHEN lines > 0 THEN at_local::DATE END) AS first_day,
        max(CASE WHEN lines > 0 THEN at_local::DATE END) AS last_day
    FROM dated
    GROUP BY segment_key, starts, counted_key, customer_key
),
-- The orders of one customer are alike: they are one draw. A guest's order is one by itself.
clusters AS (
    SELECT
        segment_key,
        starts,
        count(*) AS orders,
        sum(units) AS units,
        sum(order_value) AS order_value
    FROM parts
    WHERE counted_key IS NOT NULL
    GROUP BY
        segment_key,
        starts,
        CASE WHEN $by <> 'customer' THEN customer_key END,
        CASE WHEN $by = 'customer' OR customer_key IS NULL THEN counted_key END
),
-- The sums of squares tell how far customers scatter.
scatter AS (
    SELECT
        segment_key,
        starts,
        count(*) AS clusters,
        sum(orders::DOUBLE * orders::DOUBLE) AS cluster_orders,
        sum(units::DOUBLE * orders::DOUBLE) AS crossed_units,
        sum(units::DOUBLE * units::DOUBLE) AS squared_units,
        sum(order_value::DOUBLE * orders::DOUBLE) AS crossed_value,
        sum(order_value::DOUBLE * order_value::DOUBLE) AS squared_value
    FROM clusters
    GROUP BY segment_key, starts
),
-- Of many orders the ten largest are looked for among those of their size: to rank all takes as
-- long as all else.
sized AS (
    SELECT
        segment_key,
        starts,
        order_value,
        CASE WHEN order_value > 0 THEN floor(ln(order_value::DOUBLE) * 8.0::DOUBLE) ELSE -999 END
            AS size
    FROM parts
    WHERE counted_key IS NOT NULL
),
sizes AS (
    SELECT
        segment_key,
        starts,
        size,
        sum(count(*)) OVER (PARTITION BY segment_key, starts ORDER BY size DESC) AS so_far
    FROM sized
    GROUP BY segment_key, starts, size
),
edges AS (
    SELECT
        segment_key,
        starts,
        coalesce(max(CASE WHEN so_far >= 10 THEN size END), min(size)) AS size
    FROM sizes
    GROUP BY segment_key, starts
),
ranked AS (
    SELECT
        o.segment_key,
        o.starts,
        o.order_value,
        row_number() OVER (
            PARTITION BY o.segment_key, o.starts ORDER BY o.order_value DESC
        ) AS place
    FROM sized AS o
    INNER JOIN edges AS e
        ON o.segment_key = e.segment_key AND o.starts = e.starts
    WHERE o.size >= e.size
),
largest AS (
    SELECT
        segment_key,
        starts,
        sum(order_value) AS ten_largest
    FROM ranked
    WHERE place <= 10
    GROUP BY segment_key, starts
),
bought AS (
    SELECT
        segment_key,
        starts,
        customer_key,
        count(counted_key) AS orders,
        min(CASE WHEN counted_key IS NOT NULL THEN first_at END) AS first_at,
        sum(order_value) AS order_value,
        sum(net_sales) AS brought
    FROM parts
    WHERE customer_key IS NOT NULL
    GROUP BY segment_key, starts, customer_key
),
buyers AS (
    SELECT
        segment_key,
        starts,
        count(*) AS customers,
        sum(orders)::BIGINT AS known_orders,
        sum(orders * orders)::BIGINT AS squared_orders,
        sum(CASE WHEN orders > 1 THEN 1 ELSE 0 END)::BIGINT AS repeaters,
        sum(CASE WHEN orders = 1 AND first_at < $settled_at THEN 1 ELSE 0 END)::BIGINT AS settled,
        sum(brought) AS known_sales,
        sum(brought::DOUBLE * brought::DOUBLE) AS squared_sales
    FROM bought
    WHERE orders > 0
    GROUP BY segment_key, starts
),
-- The customer who brought most; of equals the first by key.
most AS (
    SELECT
        segment_key,
        starts,
        max(brought) AS brought
    FROM bought
    GROUP BY segment_key, starts
),
first_of_most AS (
    SELECT
        b.segment_key,
        b.starts,
        min(b.customer_key) AS customer_key
    FROM bought AS b
    INNER JOIN most AS m
        ON
            b.segment_key = m.segment_key AND b.starts = m.starts
            AND b.brought = m.brought
    GROUP BY b.segment_key, b.starts
),
top AS (
    SELECT
        b.segment_key,
        b.starts,
        b.orders,
        b.order_value,
        b.brought
    FROM bought AS b
    INNER JOIN first_of_most AS f
        ON
            b.segment_key = f.segment_key AND b.starts = f.starts
            AND b.customer_key = f.customer_key
    WHERE b.orders > 0
),
sold AS (
    SELECT
        segment_key,
        starts,
        count(counted_key) AS orders,
        sum(priced_lines)::BIGINT AS priced_lines,
        coalesce(sum(prices), 0) AS prices,
        sum(units) AS units,
        sum(order_value) AS order_value,
        sum(discounts) AS discounts,
        sum(returns) AS returns,
        sum(net_sales) AS net_sales,
        min(first_day) AS first_day,
        max(last_day) AS last_day
    FROM parts
    GROUP BY segment_key, starts
)
SELECT
    s.segment_key AS segment,
    nullif(s.starts, DATE '9999-12-01') AS starts,
    coalesce(b.customers, 0) AS customers,
    coalesce(b.known_orders, 0) AS known_orders,
    coalesce(b.repeaters, 0) AS repeaters,
    coalesce(b.squared_orders, 0) AS squared_orders,
    coalesce(b.settled, 0) AS settled,
    coalesce(b.known_sales, 0) AS known_sales,
    coalesce(b.squared_sales, 0.0::DOUBLE) AS squared_sales,
    coalesce(t.orders, 0) AS top_orders,
    coalesce(t.order_value, 0) AS top_value,
    coalesce(t.brought, 0) AS top_sales,
    s.orders,
    s.priced_lines,
    s.prices,
    s.units,
    s.order_value,
    s.discounts,
    s.returns,
    s.net_sales,
    s.first_day,
    s.last_day,
    coalesce(c.clusters, 0) AS clusters,
    coalesce(c.cluster_orders, 0.0::DOUBLE) AS cluster_orders,
    coalesce(c.crossed_units, 0.0::DOUBLE) AS crossed_units,
    coalesce(c.squared_units, 0.0::DOUBLE) AS squared_units,
    coalesce(c.crossed_value, 0.0::DOUBLE) AS crossed_value,
    coalesce(c.squared_value, 0.0::DOUBLE) AS squared_value,
    coalesce(l.ten_largest, 0) AS ten_largest
FROM sold AS s
LEFT JOIN buyers AS b
    ON s.segment_key = b.segment_key AND s.starts = b.starts
LEFT JOIN top AS t
    ON s.segment_key = t.segment_key AND s.starts = t.starts
LEFT JOIN scatter AS c
    ON s.segment_key = c.segment_key AND s.starts = c.starts
LEFT JOIN largest AS l
    ON s.segment_key = l.segment_key AND s.starts = l.starts
ORDER BY s.starts, s.net_sales DESC, s.segment_key

-- name: parted
-- Two segments, product by product or category by category.
WITH
dated AS (
    SELECT
        l.order_key,
        l.units,
        l.gross_sales - l.discounts AS order_value,
        l.net_sales,
        coalesce(l.product, nullif(l.sku, '(no SKU)')) AS product,
        l.category,
        CASE $part
            WHEN 'product' THEN l.shop || ' ' || coalesce(l.sku, l.product, '')
            ELSE coalesce(l.category, '')
        END AS product_key,
        CASE $by
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
            WHEN 'rules' THEN coalesce(r.segment, 'Unknown')
        END AS segment_key
    FROM sales_lines AS l
    LEFT JOIN rule_segments AS r ON l.customer_key = r.customer_key
    WHERE
        (l.at_local >= $start_at AND l.at_local < $end_at) OR ($undated AND l.at_local IS NULL)
)
SELECT
    segment_key AS segment,
    product_key,
    max(product) AS product,
    max(category) AS category,
    count(DISTINCT order_key) AS orders,
    sum(units) AS units,
    sum(order_value) AS order_value
FROM dated
WHERE segment_key = $first OR segment_key = $second
GROUP BY segment_key, product_key
ORDER BY sum(net_sales) DESC, segment_key, product_key
