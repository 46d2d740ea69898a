-- Which values of each dimension carry the change of net sales between two windows.
-- reads: sales_moves, orders, order_customers, customer_facts
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $base_from, $base_to TIMESTAMP: the window compared with

-- name: carriers
WITH
moved AS (
    SELECT *
    FROM sales_moves
    WHERE
        (at_local >= $start_at AND at_local < $end_at)
        OR (at_local >= $base_from AND at_local < $base_to)
        OR ($undated AND at_local IS NULL)
),
-- As order_facts has it of every order; here, of the few that moved.
moved_orders AS (
    SELECT DISTINCT
        shop_id,
        order_id
    FROM moved
),
facts AS (
    SELECT
        o.shop_id,
        o.order_id,
        c.customer,
        o.segment,
        o.channel,
        o.country
    FROM moved_orders AS m
    INNER JOIN orders AS o ON m.shop_id = o.shop_id AND m.order_id = o.order_id
    LEFT JOIN order_customers AS c ON o.shop_id = c.shop_id AND o.order_id = c.order_id
),
told AS (
    SELECT
        m.shop_id,
        m.at_local,
        -- What came back counts no order, and is one move for each moment it came back at.
        CASE WHEN m.sold THEN m.shop_id || ' ' || m.order_id END AS order_key,
        CASE WHEN m.sold THEN NULL ELSE m.at_local END AS back_at,
        m.sku,
        m.title,
        m.category,
        m.units,
        m.gross_sales,
        m.net_sales,
        coalesce(f.customer, m.payee) AS customer,
        coalesce(f.segment, w.segment) AS segment,
        f.channel,
        coalesce(f.country, m.payee_country, w.country) AS country
    FROM moved AS m
    LEFT JOIN facts AS f ON m.shop_id = f.shop_id AND m.order_id = f.order_id
    LEFT JOIN customer_facts AS w
        ON m.shop_id = w.shop_id AND coalesce(f.customer, m.payee) = w.customer
),
buyers AS (
    SELECT DISTINCT
        shop_id,
        customer
    FROM told
),
firsts AS (
    SELECT
        b.shop_id,
        b.customer,
        min(c.ordered_local) AS first_local
    FROM buyers AS b
    INNER JOIN order_customers AS c ON b.shop_id = c.shop_id AND b.customer = c.customer
    GROUP BY b.shop_id, b.customer
),
bought AS (
    SELECT
        t.*,
        f.first_local
    FROM told AS t
    LEFT JOIN firsts AS f ON t.shop_id = f.shop_id AND t.customer = f.customer
),
-- The windows may overlap: a line is then in both.
placed AS (
    SELECT
        *,
        true AS is_now,
        $start_at AS window_from
    FROM bought
    WHERE (at_local >= $start_at AND at_local < $end_at) OR ($undated AND at_local IS NULL)
    UNION ALL
    SELECT
        *,
        false AS is_now,
        $base_from AS window_from
    FROM bought
    WHERE at_local >= $base_from AND at_local < $base_to
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
        CASE WHEN d.dimension = 'sku' AND p.sku IS NOT NULL THEN p.shop_id ELSE '' END AS of_shop,
        CASE d.dimension
            WHEN 'sku' THEN coalesce(p.sku, 'Unknown')
            WHEN 'category' THEN coalesce(p.category, 'Unknown')
            WHEN 'channel' THEN coalesce(p.channel, 'Unknown')
            WHEN 'country' THEN coalesce(p.country, 'Unknown')
            WHEN 'segment' THEN coalesce(p.segment, 'Unknown')
            WHEN 'shop' THEN coalesce(nullif(p.shop_id, ''), '(unnamed)')
            WHEN
                'customers'
                THEN CASE
                    WHEN p.customer IS NULL THEN 'Unknown'
                    WHEN p.first_local < p.window_from THEN 'returning'
                    ELSE 'new'
                END
        END AS value,
        CASE WHEN d.dimension = 'sku' THEN p.title END AS title,
        p.is_now,
        p.order_key,
        p.back_at,
        p.net_sales,
        p.units,
        p.gross_sales
    FROM placed AS p
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
