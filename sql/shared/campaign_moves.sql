-- What each member of a campaign bought and gave back, ever; profit from the first send on.
-- reads: campaign_people, campaign_costs, order_customers, customer_refunds, orders
-- not kept: one statement reads it.
-- What comes back takes its share of the order's cost with it: goods that are kept cost.
WITH
-- Few orders used a code.
coded AS (
    SELECT
        shop_id,
        order_id,
        ',' || replace(replace(lower(discount_codes), ' ', ''), '+', ',') || ',' AS codes
    FROM orders
    WHERE discount_codes IS NOT NULL
),
members AS (
    SELECT DISTINCT
        shop_id,
        customer
    FROM campaign_people
),
moves AS (
    SELECT
        shop_id,
        customer,
        order_id,
        ordered_local AS at_local,
        1 AS orders,
        kept,
        kept AS net_sales
    FROM order_customers
    UNION ALL
    SELECT
        r.shop_id,
        r.customer,
        r.order_id,
        r.booked_local AS at_local,
        0 AS orders,
        o.kept,
        -r.returns AS net_sales
    FROM customer_refunds AS r
    INNER JOIN order_customers AS o ON r.shop_id = o.shop_id AND r.order_id = o.order_id
)
SELECT
    v.shop_id,
    v.customer,
    v.at_local,
    v.orders,
    v.net_sales,
    v.net_sales::DOUBLE - CASE
        WHEN v.orders = 1 THEN c.cost
        ELSE c.cost * v.net_sales::DOUBLE / nullif(v.kept::DOUBLE, 0.0::DOUBLE)
    END AS profit,
    c.amount * v.orders AS amount,
    c.covered * v.orders AS covered,
    d.codes
FROM moves AS v
INNER JOIN members AS m ON v.shop_id = m.shop_id AND v.customer = m.customer
LEFT JOIN coded AS d ON v.shop_id = d.shop_id AND v.order_id = d.order_id
LEFT JOIN campaign_costs AS c ON v.shop_id = c.shop_id AND v.order_id = c.order_id
