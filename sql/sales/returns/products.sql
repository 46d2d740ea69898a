-- What came back of what was sold: by product, by reason, by month.
-- reads: returned_lines, demand, line_sales
-- $start_at, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all); a refund of no
-- known order is of no cohort
-- $cohort BOOLEAN: returns of the window's orders, whenever; else returns booked in the window

-- name: products
-- Sold and sent against sent back. An order counts once for each product in it.
WITH
named AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        max(category) AS category
    FROM line_sales
    GROUP BY shop_id, sku
),
moves AS (
    SELECT
        shop_id,
        sku,
        order_id AS sold_order,
        NULL::VARCHAR AS back_order,
        units AS sold,
        sales,
        0::DECIMAL(28, 8) AS back,
        0::DECIMAL(28, 8) AS returns
    FROM demand
    WHERE ordered_local >= $start_at AND ordered_local < $end_at
    UNION ALL
    -- What has no day is no demand of any: here it is sold all the same.
    SELECT
        l.shop_id,
        l.sku,
        l.order_id AS sold_order,
        NULL::VARCHAR AS back_order,
        l.qty AS sold,
        l.sales,
        0::DECIMAL(28, 8) AS back,
        0::DECIMAL(28, 8) AS returns
    FROM line_sales AS l
    WHERE $undated AND l.ordered_local IS NULL AND l.wanted
    UNION ALL
    SELECT
        shop_id,
        sku,
        NULL::VARCHAR AS sold_order,
        order_id AS back_order,
        0 AS sold,
        0::DECIMAL(28, 8) AS sales,
        coalesce(units, 0) AS back,
        returns
    FROM returned_lines
    WHERE
        NOT never_sent
        AND (
            (
                CASE WHEN $cohort THEN ordered_local ELSE booked_local END >= $start_at
                AND CASE WHEN $cohort THEN ordered_local ELSE booked_local END < $end_at
            )
            OR (
                $undated AND (known OR NOT $cohort)
                AND CASE WHEN $cohort THEN ordered_local ELSE booked_local END IS NULL
            )
        )
)
SELECT
    m.shop_id AS shop,
    m.sku,
    max(n.title) AS title,
    max(n.category) AS category,
    sum(m.sold) AS sold,
    sum(m.sales) AS sales,
    sum(m.back) AS back,
    sum(m.returns) AS returns,
    count(DISTINCT m.sold_order) AS orders,
    count(DISTINCT m.back_order) AS orders_back
FROM moves AS m
LEFT JOIN named AS n ON m.shop_id = n.shop_id AND m.sku = n.sku
GROUP BY m.shop_id, m.sku
ORDER BY sum(m.returns) DESC, m.sku, m.shop_id

-- name: reasons
SELECT
    reason,
    count(DISTINCT shop_id || ' ' || refund_id) AS refunds,
    coalesce(sum(units), 0) AS units,
    sum(returns) AS returns,
    coalesce(sum(CASE WHEN restocked THEN units END), 0) AS restocked,
    coalesce(sum(CASE WHEN restocked IS NOT NULL THEN units END), 0) AS stated
FROM returned_lines
WHERE
    NOT never_sent
    AND (
        (
            CASE WHEN $cohort THEN ordered_local ELSE booked_local END >= $start_at
            AND CASE WHEN $cohort THEN ordered_local ELSE booked_local END < $end_at
        )
        OR (
            $undated AND (known OR NOT $cohort)
            AND CASE WHEN $cohort THEN ordered_local ELSE booked_local END IS NULL
        )
    )
GROUP BY reason
ORDER BY sum(returns) DESC, reason

-- name: why
-- The reason that is stated most for each product.
WITH
stated AS (
    SELECT
        shop_id,
        sku,
        reason,
        count(*) AS times,
        row_number() OVER (PARTITION BY shop_id, sku ORDER BY count(*) DESC, reason) AS rank
    FROM returned_lines
    WHERE
        NOT never_sent AND reason IS NOT NULL
        AND (
            (
                CASE WHEN $cohort THEN ordered_local ELSE booked_local END >= $start_at
                AND CASE WHEN $cohort THEN ordered_local ELSE booked_local END < $end_at
            )
            OR (
                $undated AND (known OR NOT $cohort)
                AND CASE WHEN $cohort THEN ordered_local ELSE booked_local END IS NULL
            )
        )
    GROUP BY shop_id, sku, reason
)
SELECT
    shop_id AS shop,
    sku,
    reason,
    times
FROM stated
WHERE rank = 1
ORDER BY shop_id, sku

-- name: months
-- By the month of the order, else of the refund.
-- $months_at TIMESTAMP: the first month
WITH
moves AS (
    SELECT
        date_trunc('month', ordered_local)::DATE AS month,
        units AS sold,
        sales,
        0::DECIMAL(28, 8) AS back,
        0::DECIMAL(28, 8) AS returns
    FROM demand
    WHERE ordered_local >= $months_at
    UNION ALL
    SELECT
        date_trunc('month', CASE WHEN $cohort THEN ordered_local ELSE booked_local END)::DATE
            AS month,
        0 AS sold,
        0::DECIMAL(28, 8) AS sales,
        coalesce(units, 0) AS back,
        returns
    FROM returned_lines
    WHERE
        NOT never_sent
        AND CASE WHEN $cohort THEN ordered_local ELSE booked_local END >= $months_at
)
SELECT
    month,
    sum(sold) AS sold,
    sum(sales) AS sales,
    sum(back) AS back,
    sum(returns) AS returns
FROM moves
GROUP BY month
ORDER BY month
