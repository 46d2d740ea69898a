-- What each order is grouped by: its own value, else its customer's.
-- reads: orders, order_customers, customer_facts
SELECT
    o.shop_id,
    o.order_id,
    coalesce(o.processed_local, o.created_local) AS ordered_local,
    c.customer,
    coalesce(o.segment, f.segment) AS segment,
    o.channel,
    coalesce(o.country, f.country) AS country,
    coalesce(o.region, f.region) AS region,
    o.location,
    o.financial_status AS status,
    o.tags
FROM orders AS o
LEFT JOIN order_customers AS c ON o.shop_id = c.shop_id AND o.order_id = c.order_id
LEFT JOIN customer_facts AS f ON c.shop_id = f.shop_id AND c.customer = f.customer
