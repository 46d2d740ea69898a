WITH waiting AS (
  SELECT
    DATEDIFF(CAST(:today AS DATE), sent_day) AS days,
    DATEDIFF(expires_day, CAST(:today AS DATE)) AS days_left,
    amount
  FROM quote_facts
  WHERE
    is_latest AND state = 'sent' AND COALESCE(expires_day >= :today, TRUE)
)
SELECT
  days,
  COUNT(*) AS quotes,
  COUNT(amount) AS stated,
  COALESCE(SUM(amount), 0) AS value,
  COUNT(CASE WHEN days_left <= :soon THEN 1 END) AS soon,
  COALESCE(SUM(CASE WHEN days_left <= :soon THEN amount END), 0) AS soon_value
FROM waiting
GROUP BY
  days
ORDER BY
  days NULLS LAST
