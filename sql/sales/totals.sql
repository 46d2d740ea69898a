-- What a window's ledger sums to: the totals that every grouping of sales adds up to.
-- reads: sales_ledger, order_lines, order_value
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)

-- name: totals
SELECT
    coalesce(sum(gross_sales), 0) AS gross_sales,
    coalesce(sum(discounts), 0) AS discounts,
    coalesce(sum(returns), 0) AS returns,
    coalesce(sum(net_sales), 0) AS net_sales,
    coalesce(sum(total_sales), 0) AS total_sales,
    coalesce(sum(units), 0) AS units,
    coalesce(sum(orders), 0)::BIGINT AS orders,
    coalesce(sum(other_orders), 0)::BIGINT AS other_orders,
    coalesce(sum(shipping), 0) AS shipping,
    coalesce(sum(taxes), 0) AS taxes,
    coalesce(sum(duties), 0) AS duties,
    coalesce(sum(tips), 0) AS tips,
    coalesce(sum(gift_cards), 0) AS gift_cards,
    coalesce(sum(services), 0) AS services,
    coalesce(sum(other_refunds), 0) AS other_refunds,
    coalesce(sum(not_tied), 0) AS not_tied
FROM sales_ledger
WHERE (at_local >= $start_at AND at_local < $end_at) OR ($undated AND at_local IS NULL)

-- name: undated
-- Orders without a date, and lines without one: theirs, and those of a source that dates lines.
SELECT
    count(DISTINCT CASE WHEN v.ordered_local IS NULL THEN v.shop_id || ' ' || v.order_id END)
        AS orders,
    count(l.line_id) AS lines
FROM order_value AS v
LEFT JOIN order_lines AS l
    ON v.shop_id = l.shop_id AND v.order_id = l.order_id AND l.kind = 'product'
WHERE
    v.ordered_local IS NULL
    OR (v.dates_lines AND l.ordered_local IS NULL AND l.line_id IS NOT NULL)
-- one row
