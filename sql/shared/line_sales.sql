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
        CASE
            WHEN v.prices = 'gross' THEN (l.amount::DOUBLE * v.keep)::DECIMAL(28, 8)
            ELSE l.amount::DECIMAL(28, 8)
        END AS gross,
        v.discounted,
        CASE
            WHEN v.discounted
                THEN (
                    (coalesce(l.line_discount, 0) + coalesce(l.order_discount_share, 0))::DOUBLE
                    * v.keep
                )::DECIMAL(28, 8)
            ELSE 0::DECIMAL(28, 8)
        END AS own,
        v.discounts AS order_discounts,
        v.own_discounts AS whole_own,
        v.gross_sales - v.own_discounts AS whole_left,
        v.location,
        v.wanted,
        l.qty * coalesce(l.unit_cost, c.unit_cost) AS cost
    FROM order_lines AS l
    INNER JOIN order_value AS v ON l.shop_id = v.shop_id AND l.order_id = v.order_id
    LEFT JOIN costs AS c ON l.shop_id = c.shop_id AND l.sku = c.sku
    -- Asked of lines and orders together: a planner takes a condition on lines alone to leave a
    -- fifth of them, and would rather look orders up among lines than lines among orders.
    WHERE l.kind = 'product' OR v.order_id IS NULL
),
-- A line bears its own discount; what else was taken off the order lies on its product lines in
-- proportion to what they are worth after that. Where the vendor's figure is less than the lines'
-- own discounts, they bear it in proportion to those.
discounted AS (
    SELECT
        *,
        CASE
            WHEN NOT discounted THEN 0.0::DOUBLE
            WHEN whole_own > order_discounts
                THEN
                    own::DOUBLE * order_discounts::DOUBLE
                    / nullif(whole_own::DOUBLE, 0.0::DOUBLE)
            ELSE
                own::DOUBLE + coalesce(
                    (order_discounts - whole_own)::DOUBLE * (gross - own)::DOUBLE
                    / nullif(whole_left::DOUBLE, 0.0::DOUBLE),
                    0.0::DOUBLE
                )
        END AS taken_off
    FROM lines
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
    gross AS gross_sales,
    taken_off::DECIMAL(28, 8) AS discounts,
    gross - taken_off::DECIMAL(28, 8) AS sales,
    cost::DECIMAL(28, 8) AS cost,
    location,
    wanted
FROM discounted
