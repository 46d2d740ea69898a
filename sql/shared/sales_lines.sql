-- Every product line sold and every one given back, with all that sales are grouped by.
-- not kept: each statement takes the few rows and columns that it asks for.
-- reads: sales_moves, order_facts, customer_facts
SELECT
    m.shop_id AS shop,
    m.at_local,
    -- What came back counts no order.
    CASE WHEN m.sold THEN m.shop_id || ' ' || m.order_id END AS order_key,
    coalesce(m.at_local = f.ordered_local, m.at_local IS NULL AND f.ordered_local IS NULL)
        AS with_order,
    coalesce(f.customer, m.payee) AS customer,
    m.shop_id || ' ' || coalesce(f.customer, m.payee) AS customer_key,
    coalesce(f.segment, w.segment) AS segment,
    f.channel,
    coalesce(f.country, m.payee_country, w.country) AS country,
    coalesce(f.region, w.region) AS region,
    f.location,
    f.status,
    f.tags,
    m.sku,
    m.title AS product,
    m.category,
    m.vendor,
    m.units,
    m.unit_price,
    m.lines,
    m.gross_sales,
    m.discounts,
    m.returns,
    m.net_sales,
    m.cost,
    CASE WHEN m.cost IS NOT NULL THEN m.net_sales ELSE 0 END AS covered
FROM sales_moves AS m
LEFT JOIN order_facts AS f ON m.shop_id = f.shop_id AND m.order_id = f.order_id
LEFT JOIN customer_facts AS w ON m.shop_id = w.shop_id AND m.payee = w.customer
