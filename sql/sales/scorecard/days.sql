-- What is known by whole days only: visits, and sales that stock did not allow.
-- reads: demand, days_in_stock, stockouts
-- may read: visits

-- name: lost_sales
-- Of each day whose stock is known: what was sold, and an estimate of what was not for want of
-- stock.
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

-- name: sessions
-- Of all shops; purchases where each of them states them.
SELECT
    day,
    sum(sessions)::BIGINT AS sessions,
    CASE WHEN count(purchases) = count(*) THEN sum(purchases) END::BIGINT AS purchases
FROM visits
GROUP BY day
ORDER BY day
