-- The best-selling SKUs of a window, their stock, who buys them and what they are bought with.
-- reads: line_sales, line_returns, customer_orders, demand
-- may read: stock_now, customers
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $base_from, $base_to TIMESTAMP: the window compared with
-- $cover_from, $cover_to TIMESTAMP: 28 full days before today
-- $top BIGINT: rows of the ranking
-- $by_lines BOOLEAN: whether refund lines name SKUs, so that rows are net of returns

-- name: top_skus
-- $base_from, $base_to: the comparison window; $cover_from, $cover_to: 28 full days before today
WITH
sold AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        sum(qty) AS units,
        sum(sales) AS sales
    FROM line_sales
    WHERE
        (ordered_local >= $start_at AND ordered_local < $end_at)
        OR ($undated AND ordered_local IS NULL)
    GROUP BY shop_id, sku
),
returned AS (
    SELECT
        shop_id,
        sku,
        sum(returns) AS returns
    FROM line_returns
    WHERE
        $by_lines
        AND (
            (booked_local >= $start_at AND booked_local < $end_at)
            OR ($undated AND booked_local IS NULL)
        )
    GROUP BY shop_id, sku
),
before AS (
    SELECT
        shop_id,
        sku,
        sum(sales) AS sales
    FROM line_sales
    WHERE ordered_local >= $base_from AND ordered_local < $base_to
    GROUP BY shop_id, sku
),
recent AS (
    SELECT
        shop_id,
        sku,
        sum(units) AS units
    FROM demand
    WHERE ordered_local >= $cover_from AND ordered_local < $cover_to
    GROUP BY shop_id, sku
),
stock AS (
    SELECT
        shop_id,
        sku,
        sum(on_hand) AS on_hand,
        sum(available) AS available
    FROM stock_now
    GROUP BY shop_id, sku
)
SELECT
    s.sku,
    s.title,
    s.units,
    s.sales - coalesce(r.returns, 0) AS net_sales,
    s.sales,
    b.sales AS base,
    k.on_hand,
    k.available,
    coalesce(v.units, 0) AS recent_units
FROM sold AS s
LEFT JOIN returned AS r ON s.shop_id = r.shop_id AND s.sku = r.sku
LEFT JOIN before AS b ON s.shop_id = b.shop_id AND s.sku = b.sku
LEFT JOIN recent AS v ON s.shop_id = v.shop_id AND s.sku = v.sku
LEFT JOIN stock AS k ON s.shop_id = k.shop_id AND s.sku = k.sku
ORDER BY s.sales - coalesce(r.returns, 0) DESC, s.sku, s.shop_id
LIMIT $top

-- name: sku_buyers
-- Who bought each SKU in the window.
WITH
bought AS (
    SELECT
        l.sku,
        c.customer,
        max(CASE WHEN c.first_local >= $start_at OR c.first_local IS NULL THEN 1 ELSE 0 END) AS is_new,
        sum(l.qty) AS units
    FROM line_sales AS l
    INNER JOIN customer_orders AS c ON l.shop_id = c.shop_id AND l.order_id = c.order_id
    WHERE
        c.customer IS NOT NULL
        AND (
            (l.ordered_local >= $start_at AND l.ordered_local < $end_at)
            OR ($undated AND l.ordered_local IS NULL)
        )
    GROUP BY l.sku, c.customer
),
names AS (
    SELECT
        customer_id,
        max(name) AS name
    FROM customers
    GROUP BY customer_id
),
ranked AS (
    SELECT
        b.sku,
        b.is_new,
        b.units,
        coalesce(n.name, b.customer) AS buyer,
        row_number() OVER (PARTITION BY b.sku ORDER BY b.units DESC, b.customer) AS rank
    FROM bought AS b
    LEFT JOIN names AS n ON b.customer = n.customer_id
)
SELECT
    sku,
    sum(is_new)::BIGINT AS new_customers,
    sum(1 - is_new)::BIGINT AS returning_customers,
    max(CASE WHEN rank = 1 THEN buyer END) AS top_buyer,
    max(CASE WHEN rank = 1 THEN units END) AS top_buyer_units
FROM ranked
GROUP BY sku
ORDER BY sku

-- name: bought_with
-- The SKU most often in the same orders over all loaded history, for the SKUs of the window.
WITH
sold AS (
    SELECT
        shop_id,
        sku,
        sum(sales) AS sales
    FROM line_sales
    WHERE
        (ordered_local >= $start_at AND ordered_local < $end_at)
        OR ($undated AND ordered_local IS NULL)
    GROUP BY shop_id, sku
),
returned AS (
    SELECT
        shop_id,
        sku,
        sum(returns) AS returns
    FROM line_returns
    WHERE
        $by_lines
        AND (
            (booked_local >= $start_at AND booked_local < $end_at)
            OR ($undated AND booked_local IS NULL)
        )
    GROUP BY shop_id, sku
),
ranking AS (
    SELECT s.sku
    FROM sold AS s
    LEFT JOIN returned AS r ON s.shop_id = r.shop_id AND s.sku = r.sku
    ORDER BY s.sales - coalesce(r.returns, 0) DESC, s.sku, s.shop_id
    LIMIT $top
),
asked AS (
    SELECT DISTINCT sku
    FROM ranking
),
-- First the orders that hold them: they are few, and all baskets are many.
held AS (
    SELECT DISTINCT
        l.shop_id,
        l.order_id,
        l.sku
    FROM line_sales AS l
    INNER JOIN asked AS q ON l.sku = q.sku
),
together AS (
    SELECT DISTINCT
        h.shop_id,
        h.order_id,
        h.sku,
        l.sku AS other
    FROM held AS h
    INNER JOIN line_sales AS l
        ON h.shop_id = l.shop_id AND h.order_id = l.order_id AND h.sku <> l.sku
),
pairs AS (
    SELECT
        sku,
        other,
        count(*) AS orders
    FROM together
    GROUP BY sku, other
),
ranked AS (
    SELECT
        sku,
        other,
        orders,
        row_number() OVER (PARTITION BY sku ORDER BY orders DESC, other) AS rank
    FROM pairs
)
SELECT
    sku,
    other,
    orders
FROM ranked
WHERE rank = 1
ORDER BY sku
