SELECT
  CAST(DATE_TRUNC('MONTH', started_local) AS DATE) AS begun,
  CAST(DATE_TRUNC('MONTH', cancelled_local) AS DATE) AS ended,
  COUNT(*) AS customers,
  COALESCE(SUM(recurring_charge), 0) AS recurring
FROM subscriptions
WHERE
  NOT started_local IS NULL
  AND NOT churned IS NULL
  AND (
    NOT churned OR NOT cancelled_local IS NULL
  )
GROUP BY
  CAST(DATE_TRUNC('MONTH', started_local) AS DATE),
  CAST(DATE_TRUNC('MONTH', cancelled_local) AS DATE)
ORDER BY
  begun NULLS LAST,
  ended NULLS LAST
