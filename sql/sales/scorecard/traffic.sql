-- Visits of each day.
-- may read: visits

-- name: sessions
-- Of all shops; purchases where each of them states them.
SELECT
    day,
    sum(sessions)::BIGINT AS sessions,
    CASE WHEN count(purchases) = count(*) THEN sum(purchases) END::BIGINT AS purchases
FROM visits
GROUP BY day
ORDER BY day
