SELECT
  CASE WHEN nth > 2 THEN 3 ELSE nth END AS versions,
  COUNT(*) AS quotes,
  COUNT(CASE WHEN state = 'accepted' THEN 1 END) AS accepted,
  COUNT(
    CASE
      WHEN state IN ('accepted', 'declined', 'expired')
      THEN 1
      WHEN state = 'sent' AND expires_day < :today
      THEN 1
    END
  ) AS ended
FROM quote_facts
WHERE
  is_latest
  AND state <> 'draft'
  AND (
    :undated OR (
      sent_day >= :start_day AND sent_day < :end_day
    )
  )
GROUP BY
  CASE WHEN nth > 2 THEN 3 ELSE nth END
ORDER BY
  versions NULLS LAST
