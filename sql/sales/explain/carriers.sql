-- Which values of each dimension carry the change of net sales between two windows.
-- reads: sales_lines, customer_orders
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $base_from, $base_to TIMESTAMP: the window compared with

-- name: carriers
WITH
firsts AS (
    SELECT
        shop_id || ' ' || customer AS customer_key,
        min(ordered_local) AS first_local
    FROM customer_orders
    WHERE customer IS NOT NULL
    GROUP BY shop_id || ' ' || customer
),
-- The windows may overlap: a line is then in both.
placed AS (
    SELECT
        l.*,
        true AS is_now,
        $start_at AS window_from
    FROM sales_lines AS l
    WHERE
        (l.at_local >= $start_at AND l.at_local < $end_at)
        OR ($undated AND l.at_local IS NULL)
    UNION ALL
    SELECT
        l.*,
        false AS is_now,
        $base_from AS window_from
    FROM sales_lines AS l
    WHERE l.at_local >= $base_from AND l.at_local < $base_to
),
dimensions AS (
    SELECT v.dimension
    FROM
        (
            VALUES
            ('sku'), ('category'), ('channel'), ('country'), ('segment'), ('customers'), ('shop')
        ) AS v (dimension)
),
valued AS (
    SELECT
        d.dimension,
        CASE WHEN d.dimension = 'sku' AND p.sku IS NOT NULL THEN p.shop ELSE '' END AS of_shop,
        CASE d.dimension
            WHEN 'sku' THEN coalesce(p.sku, 'Unknown')
            WHEN 'category' THEN coalesce(p.category, 'Unknown')
            WHEN 'channel' THEN coalesce(p.channel, 'Unknown')
            WHEN 'country' THEN coalesce(p.country, 'Unknown')
            WHEN 'segment' THEN coalesce(p.segment, 'Unknown')
            WHEN 'shop' THEN coalesce(nullif(p.shop, ''), '(unnamed)')
            WHEN
                'customers'
                THEN CASE
                    WHEN p.customer_key IS NULL THEN 'Unknown'
                    WHEN f.first_local < p.window_from THEN 'returning'
                    ELSE 'new'
                END
        END AS value,
        CASE WHEN d.dimension = 'sku' THEN p.product END AS title,
        p.is_now,
        p.order_key,
        -- What came back is one move for each moment it came back at.
        CASE WHEN p.order_key IS NULL THEN p.at_local END AS back_at,
        p.net_sales,
        p.units,
        p.gross_sales
    FROM placed AS p
    LEFT JOIN firsts AS f ON p.customer_key = f.customer_key
    CROSS JOIN dimensions AS d
),
by_order AS (
    SELECT
        dimension,
        of_shop,
        value,
        is_now,
        order_key,
        back_at,
        max(title) AS title,
        sum(net_sales) AS net_sales,
        sum(units) AS units,
        sum(gross_sales) AS gross_sales
    FROM valued
    GROUP BY dimension, of_shop, value, is_now, order_key, back_at
)
SELECT
    dimension,
    of_shop AS shop,
    value,
    max(title) AS title,
    sum(CASE WHEN is_now THEN net_sales ELSE 0 END) AS net_now,
    sum(CASE WHEN is_now THEN 0 ELSE net_sales END) AS net_base,
    sum(CASE WHEN is_now THEN units ELSE 0 END) AS units_now,
    sum(CASE WHEN is_now THEN 0 ELSE units END) AS units_base,
    sum(CASE WHEN is_now THEN gross_sales ELSE 0 END) AS gross_now,
    sum(CASE WHEN is_now THEN 0 ELSE gross_sales END) AS gross_base,
    count(CASE WHEN is_now THEN order_key END) AS orders_now,
    count(CASE WHEN is_now THEN NULL ELSE order_key END) AS orders_base,
    sum(CASE WHEN is_now THEN net_sales::DOUBLE * net_sales::DOUBLE ELSE 0.0::DOUBLE END)
        AS squares_now,
    sum(CASE WHEN is_now THEN 0.0::DOUBLE ELSE net_sales::DOUBLE * net_sales::DOUBLE END)
        AS squares_base
FROM by_order
GROUP BY dimension, of_shop, value
ORDER BY dimension, of_shop, value
