WITH latest AS (
  SELECT
    CASE WHEN state = 'accepted' THEN decided_day ELSE CAST(:today AS DATE) END AS until_day,
    state = 'accepted' AS happened,
    sent_day
  FROM quote_facts
  WHERE
    is_latest
    AND is_sent_stated
    AND state IN ('sent', 'accepted', 'declined', 'expired')
    AND (
      :undated OR (
        sent_day >= :start_day AND sent_day < :end_day
      )
    )
), counted AS (
  SELECT
    DATEDIFF(until_day, sent_day) AS days,
    happened
  FROM latest
  WHERE
    until_day >= sent_day
)
SELECT
  days,
  happened,
  COUNT(*) AS quotes
FROM counted
GROUP BY
  days,
  happened
ORDER BY
  days NULLS LAST,
  happened NULLS LAST
