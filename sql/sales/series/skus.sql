-- The days that SKUs could not be bought.
-- reads: days_in_stock
-- $first_day, $end_day DATE: the days [first, end)

-- name: days_out
-- Of a SKU that several shops sell: in none of those whose history holds the day.
SELECT
    sku AS part,
    day
FROM days_in_stock
WHERE day >= $first_day AND day < $end_day
GROUP BY sku, day
HAVING sum(CASE WHEN in_stock THEN 1 ELSE 0 END) = 0
ORDER BY sku, day
