-- Sales that stock did not allow, of each day whose stock is known.
-- reads: demand, days_in_stock, stockouts

-- name: lost_sales
-- What was sold, and an estimate of what was not for want of stock.
WITH
known AS (
    SELECT DISTINCT day
    FROM days_in_stock
),
lost AS (
    SELECT
        k.day,
        sum(s.lost_sales) AS lost
    FROM known AS k
    INNER JOIN stockouts AS s ON k.day >= s.from_day AND k.day < s.to_day
    GROUP BY k.day
),
whole AS (
    SELECT
        day,
        sum(sales) AS sales
    FROM demand
    GROUP BY day
)
SELECT
    k.day,
    coalesce(w.sales, 0)::DECIMAL(28, 8) AS sales,
    coalesce(l.lost, 0)::DECIMAL(28, 8) AS lost
FROM known AS k
LEFT JOIN whole AS w ON k.day = w.day
LEFT JOIN lost AS l ON k.day = l.day
ORDER BY k.day
