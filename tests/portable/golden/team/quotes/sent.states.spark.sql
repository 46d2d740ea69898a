WITH latest AS (
  SELECT
    CASE WHEN state = 'sent' AND expires_day < :today THEN 'expired' ELSE state END AS stands,
    amount
  FROM quote_facts
  WHERE
    is_latest
    AND (
      :undated OR (
        sent_day >= :start_day AND sent_day < :end_day
      )
    )
)
SELECT
  stands,
  COUNT(*) AS quotes,
  COUNT(amount) AS stated,
  COALESCE(SUM(amount), 0) AS value
FROM latest
GROUP BY
  stands
ORDER BY
  stands NULLS LAST
