-- How much of each SKU is wanted a day and a week, and how evenly.
-- reads: demand, days_in_stock
-- then asks: stock/stockout
-- $today DATE: the day after the last full one
-- $month, $recent, $far DATE: 28, 56 and 182 days before it
-- $begin DATE: the first day of the data

-- name: sold
-- Sums of the 56 days, and of the full weeks since the SKU was first seen, 26 at most.
WITH
seen AS (
    SELECT
        shop_id,
        sku,
        day
    FROM demand
    WHERE ordered_local < $today
    UNION ALL
    SELECT
        shop_id,
        sku,
        day
    FROM days_in_stock
    WHERE in_stock AND day < $today AND day >= $begin
),
known AS (
    SELECT
        shop_id,
        sku,
        min(day) AS first_day,
        least(floor(date_diff('DAY', min(day), $today) / 7), 26)::BIGINT AS weeks
    FROM seen
    GROUP BY shop_id, sku
),
-- A day without stock says nothing of demand.
out_days AS (
    SELECT
        h.shop_id,
        h.sku,
        h.day,
        floor((date_diff('DAY', h.day, $today) - 1) / 7)::BIGINT AS week
    FROM days_in_stock AS h
    INNER JOIN known AS k ON h.shop_id = k.shop_id AND h.sku = k.sku
    WHERE NOT h.in_stock AND h.day >= k.first_day AND h.day >= $far AND h.day < $today
),
out_recent AS (
    SELECT
        shop_id,
        sku,
        count(*) AS days
    FROM out_days
    WHERE day >= $recent
    GROUP BY shop_id, sku
),
out_whole AS (
    SELECT
        shop_id,
        sku,
        week
    FROM out_days
    GROUP BY shop_id, sku, week
    HAVING count(*) = 7
),
out_weeks AS (
    SELECT
        o.shop_id,
        o.sku,
        count(*) AS weeks
    FROM out_whole AS o
    INNER JOIN known AS k ON o.shop_id = k.shop_id AND o.sku = k.sku
    WHERE o.week < k.weeks
    GROUP BY o.shop_id, o.sku
),
daily AS (
    SELECT
        shop_id,
        sku,
        day,
        sum(units) AS units,
        sum(sales) AS sales
    FROM demand
    WHERE ordered_local >= $recent AND ordered_local < $today
    GROUP BY shop_id, sku, day
),
recent AS (
    SELECT
        shop_id,
        sku,
        sum(units) AS units,
        sum(units::DOUBLE * units::DOUBLE) AS squares,
        max(units) AS most,
        sum(sales) AS sales,
        sum(CASE WHEN day >= $month THEN sales ELSE 0 END) AS month_sales
    FROM daily
    GROUP BY shop_id, sku
),
by_week AS (
    SELECT
        shop_id,
        sku,
        floor((date_diff('DAY', day, $today) - 1) / 7)::BIGINT AS week,
        sum(units) AS units
    FROM demand
    WHERE ordered_local >= $far AND ordered_local < $today
    GROUP BY shop_id, sku, floor((date_diff('DAY', day, $today) - 1) / 7)::BIGINT
),
weekly AS (
    SELECT
        w.shop_id,
        w.sku,
        count(*) AS weeks,
        sum(w.units) AS units,
        sum(w.units::DOUBLE * w.units::DOUBLE) AS squares
    FROM by_week AS w
    INNER JOIN known AS k ON w.shop_id = k.shop_id AND w.sku = k.sku
    WHERE w.week < k.weeks AND w.units > 0
    GROUP BY w.shop_id, w.sku
)
SELECT
    r.shop_id AS shop,
    r.sku,
    k.first_day,
    coalesce(o.days, 0) AS days_out,
    r.units,
    r.squares,
    r.most,
    r.sales,
    k.weeks - coalesce(x.weeks, 0) AS weeks,
    coalesce(w.weeks, 0) AS weeks_sold,
    coalesce(w.units, 0) AS week_units,
    coalesce(w.squares, 0.0::DOUBLE) AS week_squares
FROM recent AS r
INNER JOIN known AS k ON r.shop_id = k.shop_id AND r.sku = k.sku
LEFT JOIN out_recent AS o ON r.shop_id = o.shop_id AND r.sku = o.sku
LEFT JOIN out_weeks AS x ON r.shop_id = x.shop_id AND r.sku = x.sku
LEFT JOIN weekly AS w ON r.shop_id = w.shop_id AND r.sku = w.sku
WHERE r.units > 0
ORDER BY r.month_sales DESC, r.sku, r.shop_id
