-- What the goods of orders cost that members of campaigns placed, or gave back, after the first send.
-- reads: campaign_people, order_customers, customer_refunds, order_lines
-- may read: products
-- not kept: one view reads it.
-- Lines whose cost is not known are taken to cost what the others do, by the price before discounts.
WITH
began AS (
    SELECT min(sent_local) AS first_local
    FROM campaign_people
),
members AS (
    SELECT DISTINCT
        shop_id,
        customer
    FROM campaign_people
),
moved AS (
    SELECT
        shop_id,
        customer,
        order_id,
        ordered_local AS at_local
    FROM order_customers
    UNION ALL
    SELECT
        shop_id,
        customer,
        order_id,
        booked_local AS at_local
    FROM customer_refunds
),
wanted AS (
    SELECT DISTINCT
        v.shop_id,
        v.order_id
    FROM moved AS v
    INNER JOIN members AS m ON v.shop_id = m.shop_id AND v.customer = m.customer
    CROSS JOIN began AS b
    WHERE v.at_local >= b.first_local
),
catalogue AS (
    SELECT
        shop_id,
        sku,
        max(unit_cost) AS unit_cost
    FROM products
    GROUP BY shop_id, sku
),
costed AS (
    SELECT
        l.shop_id,
        l.order_id,
        l.amount,
        l.qty * coalesce(l.unit_cost, c.unit_cost) AS cost
    FROM order_lines AS l
    INNER JOIN wanted AS w ON l.shop_id = w.shop_id AND l.order_id = w.order_id
    LEFT JOIN catalogue AS c ON l.shop_id = c.shop_id AND l.sku = c.sku
    WHERE l.kind = 'product'
),
by_order AS (
    SELECT
        shop_id,
        order_id,
        sum(amount)::DOUBLE AS amount,
        sum(CASE WHEN cost IS NOT NULL THEN amount ELSE 0 END)::DOUBLE AS covered,
        coalesce(sum(cost), 0)::DOUBLE AS known_cost
    FROM costed
    GROUP BY shop_id, order_id
),
rate AS (
    SELECT sum(known_cost) / nullif(sum(covered), 0.0::DOUBLE) AS cost_rate
    FROM by_order
)
SELECT
    o.shop_id,
    o.order_id,
    o.amount,
    o.covered,
    o.known_cost + (o.amount - o.covered) * r.cost_rate AS cost
FROM by_order AS o
CROSS JOIN rate AS r
