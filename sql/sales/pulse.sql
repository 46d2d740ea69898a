-- How do we sell, and against what: the operator's primary tile.
-- reads: sales_ledger, customer_orders, line_sales, order_value, refund_events, orders
-- may read: inventory_levels, customers, products, refunds, targets
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)

-- name: totals
SELECT
    coalesce(sum(gross_sales), 0) AS gross_sales,
    coalesce(sum(discounts), 0) AS discounts,
    coalesce(sum(returns), 0) AS returns,
    coalesce(sum(net_sales), 0) AS net_sales,
    coalesce(sum(shipping), 0) AS shipping,
    coalesce(sum(taxes), 0) AS taxes,
    coalesce(sum(duties), 0) AS duties,
    coalesce(sum(tips), 0) AS tips,
    coalesce(sum(gift_cards), 0) AS gift_cards,
    coalesce(sum(services), 0) AS services,
    coalesce(sum(other_refunds), 0) AS other_refunds,
    coalesce(sum(not_tied), 0) AS not_tied,
    coalesce(sum(total_sales), 0) AS total_sales,
    coalesce(sum(orders), 0)::BIGINT AS orders,
    coalesce(sum(other_orders), 0)::BIGINT AS other_orders,
    coalesce(sum(units), 0) AS units
FROM sales_ledger
WHERE (at_local >= $start_at AND at_local < $end_at) OR ($undated AND at_local IS NULL)

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

-- name: first_day
-- The first day of the data: a window that begins before it has no history, not zero sales.
SELECT min(day) AS day
FROM sales_ledger

-- name: profit
-- Sales with a known unit cost, and that cost, less the goods that came back.
WITH
per_order AS (
    SELECT
        shop_id,
        order_id,
        min(ordered_local) AS ordered_local,
        sum(sales) AS sales,
        sum(CASE WHEN cost IS NOT NULL THEN sales ELSE 0 END) AS covered,
        sum(coalesce(cost, 0)) AS cost
    FROM line_sales
    GROUP BY shop_id, order_id
),
moves AS (
    SELECT
        ordered_local AS at_local,
        sales,
        covered,
        cost
    FROM per_order
    UNION ALL
    -- Goods come back with their share of the order's covered sales and cost.
    SELECT
        e.booked_local AS at_local,
        -e.returns AS sales,
        -(
            e.returns::DOUBLE * p.covered::DOUBLE / nullif(p.sales::DOUBLE, 0.0::DOUBLE)
        )::DECIMAL(28, 8) AS covered,
        -(
            e.returns::DOUBLE * p.cost::DOUBLE / nullif(p.sales::DOUBLE, 0.0::DOUBLE)
        )::DECIMAL(28, 8) AS cost
    FROM refund_events AS e
    LEFT JOIN per_order AS p ON e.shop_id = p.shop_id AND e.order_id = p.order_id
)
SELECT
    coalesce(sum(sales), 0) AS sales,
    coalesce(sum(covered), 0) AS covered,
    coalesce(sum(cost), 0) AS cost
FROM moves
WHERE (at_local >= $start_at AND at_local < $end_at) OR ($undated AND at_local IS NULL)

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
        coalesce(sku, title, '(no SKU)') AS sku,
        sum(qty) AS units,
        sum(coalesce(subtotal, 0) + coalesce(discrepancy, 0)) AS returns
    FROM refunds
    WHERE
        coalesce(kind, 'product') = 'product'
        AND (
            (refunded_local >= $start_at AND refunded_local < $end_at)
            OR ($undated AND refunded_local IS NULL)
        )
    GROUP BY shop_id, coalesce(sku, title, '(no SKU)')
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
-- Cancelled orders are out, and those refunded before anything was sent.
recent AS (
    SELECT
        l.shop_id,
        l.sku,
        sum(l.qty) AS units
    FROM line_sales AS l
    INNER JOIN orders AS o ON l.shop_id = o.shop_id AND l.order_id = o.order_id
    WHERE
        l.ordered_local >= $cover_from AND l.ordered_local < $cover_to
        AND l.cancelled_local IS NULL
        AND NOT (
            coalesce(o.financial_status, '') = 'refunded'
            AND coalesce(o.fulfillment_status, 'fulfilled') = 'unfulfilled'
        )
    GROUP BY l.shop_id, l.sku
),
stock AS (
    SELECT
        shop_id,
        sku,
        sum(on_hand) AS on_hand,
        sum(coalesce(available, on_hand - coalesce(committed, 0))) AS available
    FROM inventory_levels
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
asked AS (
    SELECT
        sku,
        sum(sales) AS sales
    FROM line_sales
    WHERE
        (ordered_local >= $start_at AND ordered_local < $end_at)
        OR ($undated AND ordered_local IS NULL)
    GROUP BY sku
    ORDER BY sales DESC, sku
    LIMIT $top
),
baskets AS (
    SELECT DISTINCT
        shop_id,
        order_id,
        sku
    FROM line_sales
),
pairs AS (
    SELECT
        a.sku,
        b.sku AS other,
        count(*) AS orders
    FROM asked AS q
    INNER JOIN baskets AS a ON q.sku = a.sku
    INNER JOIN baskets AS b
        ON a.shop_id = b.shop_id AND a.order_id = b.order_id AND a.sku <> b.sku
    GROUP BY a.sku, b.sku
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

-- name: open_orders
-- Paid orders with goods to send that have not gone out in full; their unfulfilled value.
WITH
goods AS (
    SELECT
        shop_id,
        order_id,
        sum(sales) AS value
    FROM line_sales
    WHERE requires_shipping AND coalesce(fulfillment_status, '') <> 'fulfilled'
    GROUP BY shop_id, order_id
)
SELECT
    coalesce(o.order_no, o.order_id) AS order_no,
    coalesce(o.paid_local, v.ordered_local) AS since,
    o.financial_status IN ('paid', 'partially_refunded') AS paid,
    o.fulfillment_status = 'partial' AS partly,
    g.value
FROM orders AS o
INNER JOIN order_value AS v ON o.shop_id = v.shop_id AND o.order_id = v.order_id
INNER JOIN goods AS g ON o.shop_id = g.shop_id AND o.order_id = g.order_id
WHERE
    o.fulfillment_status IN ('unfulfilled', 'partial')
    AND o.cancelled_local IS NULL
    AND coalesce(o.financial_status, '') <> 'refunded'
    AND coalesce(o.paid_local, v.ordered_local) IS NOT NULL
ORDER BY since, order_no, g.value

-- name: states_fulfillment
-- Whether the exports say of any order if it was sent.
SELECT count(fulfillment_status) AS n
FROM orders

-- name: untied
-- Orders of the window whose lines do not add up to what the source says they do.
SELECT
    coalesce(order_no, order_id) AS order_no,
    lines_total,
    stated_discount AS discount,
    subtotal
FROM order_value
WHERE
    NOT tied
    AND (
        (ordered_local >= $start_at AND ordered_local < $end_at)
        OR ($undated AND ordered_local IS NULL)
    )
ORDER BY order_no, order_id

-- name: money_basis
-- How taxes and refunds of the window were told apart, and what is unpaid: for the notes.
WITH
sold AS (
    SELECT
        v.prices,
        v.kept,
        coalesce(o.financial_status, '') IN (
            'pending', 'authorized', 'expired', 'partially_paid', 'unpaid'
        ) AS unpaid
    FROM order_value AS v
    INNER JOIN orders AS o ON v.shop_id = o.shop_id AND v.order_id = o.order_id
    WHERE
        (v.ordered_local >= $start_at AND v.ordered_local < $end_at)
        OR ($undated AND v.ordered_local IS NULL)
),
sales AS (
    SELECT
        coalesce(sum(CASE WHEN prices = 'gross' THEN 1 ELSE 0 END), 0) AS tax_included,
        coalesce(sum(CASE WHEN prices = 'unknown' THEN 1 ELSE 0 END), 0) AS tax_unknown,
        coalesce(sum(CASE WHEN unpaid THEN 1 ELSE 0 END), 0) AS unpaid,
        coalesce(sum(CASE WHEN unpaid THEN kept ELSE 0 END), 0) AS unpaid_sales
    FROM sold
),
returned AS (
    SELECT
        coalesce(sum(CASE WHEN estimated THEN 1 ELSE 0 END), 0) AS estimated,
        coalesce(sum(CASE WHEN NOT dated AND order_id IS NOT NULL THEN 1 ELSE 0 END), 0)
            AS undated_refunds,
        coalesce(sum(CASE WHEN orphan THEN 1 ELSE 0 END), 0) AS orphans
    FROM refund_events
    WHERE
        (booked_local >= $start_at AND booked_local < $end_at)
        OR ($undated AND booked_local IS NULL)
)
SELECT
    s.tax_included::BIGINT AS tax_included,
    s.tax_unknown::BIGINT AS tax_unknown,
    s.unpaid::BIGINT AS unpaid,
    s.unpaid_sales,
    r.estimated::BIGINT AS estimated,
    r.undated_refunds::BIGINT AS undated_refunds,
    r.orphans::BIGINT AS orphans
FROM sales AS s
CROSS JOIN returned AS r
-- one row

-- name: line_mismatch
-- Lines whose stated total differs from unit price x quantity by more than a cent.
SELECT count(*) AS n
FROM order_lines AS l
INNER JOIN order_value AS v ON l.shop_id = v.shop_id AND l.order_id = v.order_id
WHERE
    abs(l.amount - l.unit_price * l.qty) > 0.01
    AND (
        (v.ordered_local >= $start_at AND v.ordered_local < $end_at)
        OR ($undated AND v.ordered_local IS NULL)
    )

-- name: targets
SELECT
    period,
    metric,
    value
FROM targets
WHERE coalesce(scope, 'shop') = 'shop'
ORDER BY period, metric, value
