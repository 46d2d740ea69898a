-- What each SKU has in stock and how fast it sells, over all locations or at one.
-- reads: stock_now, days_in_stock, stock_days, demand, line_sales, orders
-- may read: line_returns, refunds, products, supply, purchase_orders
-- then asks: stock/stockout
-- $from_day, $to_day DATE: the 28 full days [from, to) that velocity and net sales are taken over
-- $weeks_from, $soon_day DATE: twelve weeks before $to_day, and a week after it
-- $everywhere BOOLEAN: all locations; else $location VARCHAR, the one
-- $named BOOLEAN: orders name $location, so its sales are theirs; else those that name none
-- $by_lines BOOLEAN: refund lines name SKUs, so that net sales are net of returns

-- name: skus
WITH
stock AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        sum(on_hand) AS on_hand,
        sum(committed) AS committed,
        sum(available) AS available,
        sum(incoming) AS incoming
    FROM stock_now
    WHERE $everywhere OR location = $location
    GROUP BY shop_id, sku
),
-- A SKU is new where it was first sold anywhere; it was last sold where its orders empty these
-- shelves.
lives AS (
    SELECT
        shop_id,
        sku,
        min(day) AS first_day,
        max(
            CASE
                WHEN
                    $everywhere
                    OR ($named AND location = $location)
                    OR (NOT $named AND location IS NULL)
                    THEN day
            END
        ) AS last_day
    FROM demand
    GROUP BY shop_id, sku
),
weeks AS (
    SELECT
        shop_id,
        sku,
        floor(date_diff('day', $weeks_from, day)::DOUBLE / 7.0::DOUBLE)::BIGINT AS week,
        sum(units)::DOUBLE AS week_units,
        sum(CASE WHEN day >= $from_day THEN units ELSE 0 END) AS units,
        sum(CASE WHEN day >= $from_day THEN sales ELSE 0 END) AS sales
    FROM demand
    WHERE
        ordered_local >= $weeks_from AND ordered_local < $to_day
        AND (
            $everywhere
            OR ($named AND location = $location)
            OR (NOT $named AND location IS NULL)
        )
    GROUP BY
        shop_id, sku, floor(date_diff('day', $weeks_from, day)::DOUBLE / 7.0::DOUBLE)::BIGINT
),
pace AS (
    SELECT
        shop_id,
        sku,
        sum(units) AS units,
        sum(sales) AS sales,
        sum(week_units) AS week_sum,
        sum(week_units * week_units) AS week_squares
    FROM weeks
    GROUP BY shop_id, sku
),
sold AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        min(CASE WHEN requires_shipping THEN 1 ELSE 0 END) AS goods,
        sum(sales) AS sales
    FROM line_sales
    WHERE
        ordered_local >= $from_day AND ordered_local < $to_day
        AND (
            $everywhere
            OR ($named AND location = $location)
            OR (NOT $named AND location IS NULL)
        )
    GROUP BY shop_id, sku
),
returned AS (
    SELECT
        r.shop_id,
        r.sku,
        sum(r.returns) AS returns
    FROM line_returns AS r
    INNER JOIN orders AS o ON r.shop_id = o.shop_id AND r.order_id = o.order_id
    WHERE
        $by_lines AND r.booked_local >= $from_day AND r.booked_local < $to_day
        AND (
            $everywhere
            OR ($named AND o.location = $location)
            OR (NOT $named AND o.location IS NULL)
        )
    GROUP BY r.shop_id, r.sku
),
known AS (
    SELECT
        shop_id,
        sku,
        day,
        in_stock
    FROM days_in_stock
    WHERE $everywhere AND day >= $from_day AND day < $to_day
    UNION ALL
    SELECT
        shop_id,
        sku,
        day,
        in_stock
    FROM stock_days
    WHERE NOT $everywhere AND location = $location AND day >= $from_day AND day < $to_day
),
history AS (
    SELECT
        d.shop_id,
        d.sku,
        count(*) AS days_known,
        sum(CASE WHEN d.in_stock THEN 0 ELSE 1 END)::BIGINT AS days_out,
        -- A new SKU had no stock before its first sale either: those days are none of its own.
        sum(CASE WHEN NOT d.in_stock AND d.day >= f.first_day THEN 1 ELSE 0 END)::BIGINT
            AS out_since
    FROM known AS d
    LEFT JOIN lives AS f ON d.shop_id = f.shop_id AND d.sku = f.sku
    GROUP BY d.shop_id, d.sku
),
catalogue AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        max(price) AS price,
        max(unit_cost) AS unit_cost,
        max(CASE WHEN is_gift_card OR NOT requires_shipping THEN 1 ELSE 0 END) AS no_goods,
        max(CASE WHEN oversell THEN 1 ELSE 0 END) AS oversell,
        min(CASE WHEN status IN ('archived', 'draft') THEN 1 ELSE 0 END) AS withdrawn
    FROM products
    GROUP BY shop_id, sku
),
bought AS (
    SELECT
        shop_id,
        sku,
        max(unit_cost) AS unit_cost
    FROM supply
    GROUP BY shop_id, sku
),
arriving AS (
    SELECT
        shop_id,
        sku,
        sum(qty - coalesce(received_qty, 0)) AS ordered,
        sum(
            CASE
                WHEN expected_day >= $to_day AND expected_day < $soon_day
                    THEN qty - coalesce(received_qty, 0)
                ELSE 0
            END
        ) AS due,
        coalesce(
            min(CASE WHEN expected_day >= $to_day THEN expected_day END), min(expected_day)
        ) AS expected
    FROM purchase_orders
    WHERE received_day IS NULL AND qty > coalesce(received_qty, 0)
    GROUP BY shop_id, sku
),
keys AS (
    SELECT
        shop_id,
        sku
    FROM stock
    UNION
    SELECT
        shop_id,
        sku
    FROM sold
    UNION
    SELECT
        shop_id,
        sku
    FROM returned
)
SELECT
    k.shop_id AS shop,
    k.sku,
    coalesce(c.title, s.title, l.title) AS title,
    s.sku IS NOT NULL AS stocked,
    coalesce(c.no_goods, 1 - l.goods, 0) = 0 AS goods,
    coalesce(c.oversell, 0) = 1 AS oversell,
    coalesce(c.withdrawn, 0) = 1 AS withdrawn,
    s.on_hand,
    s.committed,
    s.available,
    s.incoming,
    a.ordered,
    a.due,
    a.expected,
    coalesce(p.units, 0) AS units,
    coalesce(p.sales, 0) AS sales,
    coalesce(l.sales, 0) - coalesce(r.returns, 0) AS net_sales,
    f.first_day,
    f.last_day,
    coalesce(h.days_known, 0) AS days_known,
    coalesce(h.days_out, 0) AS days_out,
    coalesce(h.out_since, 0) AS out_since,
    p.week_sum,
    p.week_squares,
    coalesce(c.unit_cost, b.unit_cost) AS unit_cost,
    c.price
FROM keys AS k
LEFT JOIN stock AS s ON k.shop_id = s.shop_id AND k.sku = s.sku
LEFT JOIN pace AS p ON k.shop_id = p.shop_id AND k.sku = p.sku
LEFT JOIN lives AS f ON k.shop_id = f.shop_id AND k.sku = f.sku
LEFT JOIN sold AS l ON k.shop_id = l.shop_id AND k.sku = l.sku
LEFT JOIN returned AS r ON k.shop_id = r.shop_id AND k.sku = r.sku
LEFT JOIN history AS h ON k.shop_id = h.shop_id AND k.sku = h.sku
LEFT JOIN catalogue AS c ON k.shop_id = c.shop_id AND k.sku = c.sku
LEFT JOIN bought AS b ON k.shop_id = b.shop_id AND k.sku = b.sku
LEFT JOIN arriving AS a ON k.shop_id = a.shop_id AND k.sku = a.sku
ORDER BY k.shop_id, k.sku
