-- What known customers bought in lines without a date, of a source that dates lines: a row an order.
-- reads: order_value, order_customers
-- Such lines are in their order and in no day: see sales_ledger. Few sources date lines.
SELECT
    v.shop_id,
    c.customer,
    v.ordered_local,
    v.dateless_sales - v.dateless_discounts AS net_sales
FROM order_value AS v
INNER JOIN order_customers AS c ON v.shop_id = c.shop_id AND v.order_id = c.order_id
WHERE (v.dateless_units <> 0 OR v.dateless_sales <> 0) AND c.customer IS NOT NULL
