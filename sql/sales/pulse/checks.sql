-- What does not tie, and how taxes and refunds were told apart: what pulse must say.
-- reads: orders, order_lines, order_value, refund_events
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)

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
