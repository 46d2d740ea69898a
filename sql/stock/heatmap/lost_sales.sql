-- What each SKU would have sold on the days it could not be bought: an estimate.
-- reads: days_in_stock, stock_now, demand
-- may read: products
-- $from_day, $to_day DATE: the days [from, to) that lost sales are estimated for
-- $back_from DATE: days in stock before it are too long ago to say what would sell
-- Pace: units a day over its last 28 days in stock. Days without stock come from the stock history;
-- where that is silent on a SKU, from the last sale of what is out of stock now: it sold the rest.

-- name: lost_sales
WITH
-- Nothing is lost of what needs no stock, is sold without it, or is not for sale.
needless AS (
    SELECT
        shop_id,
        sku
    FROM products
    GROUP BY shop_id, sku
    HAVING
        max(CASE WHEN is_gift_card OR NOT requires_shipping OR oversell THEN 1 ELSE 0 END) = 1
        OR min(CASE WHEN status IN ('archived', 'draft') THEN 1 ELSE 0 END) = 1
),
history AS (
    SELECT
        shop_id,
        sku,
        day,
        units,
        sales,
        in_stock
    FROM days_in_stock
    WHERE day >= $back_from AND day < $to_day
),
recent AS (
    SELECT
        shop_id,
        sku,
        day,
        units,
        sales,
        row_number() OVER (PARTITION BY shop_id, sku ORDER BY day DESC) AS ago
    FROM history
    WHERE in_stock
),
known AS (
    SELECT
        shop_id,
        sku,
        count(*) AS days,
        sum(units) AS units,
        sum(sales) AS sales,
        max(day) AS last_day
    FROM recent
    WHERE ago <= 28
    GROUP BY shop_id, sku
),
empty_days AS (
    SELECT
        shop_id,
        sku,
        sum(CASE WHEN NOT in_stock AND day >= $from_day THEN 1 ELSE 0 END)::BIGINT AS days_out
    FROM history
    GROUP BY shop_id, sku
),
by_history AS (
    SELECT
        k.shop_id,
        k.sku,
        e.days_out,
        k.last_day,
        k.days,
        k.units,
        k.sales,
        'stock history' AS basis
    FROM known AS k
    INNER JOIN empty_days AS e ON k.shop_id = e.shop_id AND k.sku = e.sku
),
sold_out AS (
    SELECT
        shop_id,
        sku
    FROM stock_now
    GROUP BY shop_id, sku
    HAVING sum(available) <= 0
),
out_now AS (
    SELECT
        s.shop_id,
        s.sku,
        max(d.day) AS last_day
    FROM sold_out AS s
    INNER JOIN demand AS d ON s.shop_id = d.shop_id AND s.sku = d.sku
    LEFT JOIN empty_days AS e ON s.shop_id = e.shop_id AND s.sku = e.sku
    WHERE e.sku IS NULL
    GROUP BY s.shop_id, s.sku
),
by_last_sale AS (
    SELECT
        o.shop_id,
        o.sku,
        o.last_day,
        sum(d.units) AS units,
        sum(d.sales) AS sales
    FROM out_now AS o
    INNER JOIN demand AS d ON o.shop_id = d.shop_id AND o.sku = d.sku
    WHERE
        o.last_day >= $back_from
        AND d.day > (o.last_day - INTERVAL 28 DAY)::DATE AND d.day <= o.last_day
    GROUP BY o.shop_id, o.sku, o.last_day
),
every AS (
    SELECT * FROM by_history
    UNION ALL
    SELECT
        shop_id,
        sku,
        -- From the day after its last sale on, and not from before the window.
        CASE
            WHEN last_day >= $from_day THEN greatest(date_diff('day', last_day, $to_day) - 1, 0)
            ELSE date_diff('day', $from_day, $to_day)
        END AS days_out,
        last_day,
        28 AS days,
        units,
        sales,
        'last sale' AS basis
    FROM by_last_sale
)
SELECT
    e.shop_id AS shop,
    e.sku,
    e.days_out,
    e.last_day,
    e.days,
    e.units,
    (e.sales::DOUBLE / nullif(e.days::DOUBLE, 0.0::DOUBLE))::DECIMAL(28, 8) AS lost_a_day,
    (e.sales::DOUBLE * e.days_out::DOUBLE / nullif(e.days::DOUBLE, 0.0::DOUBLE))::DECIMAL(28, 8)
        AS lost,
    e.basis
FROM every AS e
LEFT JOIN needless AS n ON e.shop_id = n.shop_id AND e.sku = n.sku
WHERE n.sku IS NULL
ORDER BY e.shop_id, e.sku
