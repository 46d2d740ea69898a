-- Product lines with the money of their own: gross, their share of the order's discounts, and cost.
-- reads: order_value, order_lines
-- may read: products
WITH
costs AS (
    SELECT
        shop_id,
        sku,
        max(unit_cost) AS unit_cost,
        max(title) AS title,
        max(type) AS category,
        max(vendor) AS vendor
    FROM products
    GROUP BY shop_id, sku
),
lines AS (
    SELECT
        l.shop_id,
        l.order_id,
        -- Where a source dates lines, one without a date is in no day.
        CASE WHEN l.ordered_local IS NOT NULL OR NOT v.dates_lines THEN v.ordered_local END
            AS ordered_local,
        v.cancelled_local,
        coalesce(l.sku, l.title, '(no SKU)') AS sku,
        coalesce(c.title, l.title, l.sku) AS title,
        coalesce(l.category, c.category) AS category,
        coalesce(l.vendor, c.vendor) AS vendor,
        -- A source may not state how many: then no units are counted.
        coalesce(l.qty, 0) AS qty,
        l.unit_price,
        l.fulfillment_status,
        coalesce(l.requires_shipping, true) AS requires_shipping,
        (l.amount::DOUBLE * v.keep)::DECIMAL(28, 8) AS gross_sales,
        -- An order's discounts lie on its product lines in proportion to their amounts.
        (
            v.discounts::DOUBLE * l.amount::DOUBLE * v.keep
            / nullif(v.gross_sales::DOUBLE, 0.0::DOUBLE)
        )::DECIMAL(28, 8) AS discounts,
        l.qty * coalesce(l.unit_cost, c.unit_cost) AS cost
    FROM order_lines AS l
    INNER JOIN order_value AS v ON l.shop_id = v.shop_id AND l.order_id = v.order_id
    LEFT JOIN costs AS c ON l.shop_id = c.shop_id AND l.sku = c.sku
    WHERE l.kind = 'product'
)
SELECT
    shop_id,
    order_id,
    ordered_local,
    cancelled_local,
    sku,
    title,
    category,
    vendor,
    qty,
    unit_price,
    fulfillment_status,
    requires_shipping,
    gross_sales,
    coalesce(discounts, 0)::DECIMAL(28, 8) AS discounts,
    gross_sales - coalesce(discounts, 0) AS sales,
    cost::DECIMAL(28, 8) AS cost
FROM lines
