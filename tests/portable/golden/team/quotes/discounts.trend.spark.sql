WITH sent AS (
  SELECT
    CASE WHEN sent_day >= :recent_day THEN 'lately' ELSE 'before' END AS span,
    discount,
    CASE WHEN state = 'sent' AND expires_day < :today THEN 'expired' ELSE state END AS stands
  FROM quote_facts
  WHERE
    is_latest
    AND NOT state IN ('draft', 'withdrawn', 'unknown')
    AND sent_day >= :before_day
    AND sent_day <= :today
)
SELECT
  span,
  COUNT(*) AS quotes,
  COUNT(discount) AS discounts,
  CAST(COALESCE(SUM(discount), 0) AS DOUBLE) AS discount_sum,
  CAST(COALESCE(SUM(discount * discount), 0) AS DOUBLE) AS discount_squares,
  COUNT(CASE WHEN stands = 'accepted' THEN 1 END) AS accepted,
  COUNT(CASE WHEN stands IN ('accepted', 'declined', 'expired') THEN 1 END) AS ended
FROM sent
GROUP BY
  span
ORDER BY
  span NULLS LAST
