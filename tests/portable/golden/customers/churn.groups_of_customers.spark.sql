WITH accounts AS (
  SELECT
    contract,
    plan,
    payment,
    segment,
    country,
    region,
    channel,
    COALESCE(
      tenure_months,
      CAST(DATEDIFF(CAST(COALESCE(cancelled_local, :as_of) AS DATE), CAST(started_local AS DATE)) AS DOUBLE) / CAST(30.4375 AS DOUBLE)
    ) AS months,
    CASE WHEN churned THEN 1 ELSE 0 END AS has_left,
    recurring_charge
  FROM subscriptions
  WHERE
    NOT churned IS NULL
), parted AS (
  SELECT
    'contract' AS dimension,
    contract AS value,
    has_left,
    recurring_charge
  FROM accounts
  UNION ALL
  SELECT
    'plan' AS dimension,
    plan AS value,
    has_left,
    recurring_charge
  FROM accounts
  UNION ALL
  SELECT
    'tenure' AS dimension,
    CASE
      WHEN months <= 12
      THEN '0 to 12 months'
      WHEN months <= 24
      THEN '13 to 24 months'
      WHEN months <= 48
      THEN '25 to 48 months'
      WHEN months <= 72
      THEN '49 to 72 months'
      WHEN months > 72
      THEN '73 months and more'
    END AS value,
    has_left,
    recurring_charge
  FROM accounts
  UNION ALL
  SELECT
    'payment' AS dimension,
    payment AS value,
    has_left,
    recurring_charge
  FROM accounts
  UNION ALL
  SELECT
    'segment' AS dimension,
    segment AS value,
    has_left,
    recurring_charge
  FROM accounts
  UNION ALL
  SELECT
    'country' AS dimension,
    country AS value,
    has_left,
    recurring_charge
  FROM accounts
  UNION ALL
  SELECT
    'region' AS dimension,
    region AS value,
    has_left,
    recurring_charge
  FROM accounts
  UNION ALL
  SELECT
    'channel' AS dimension,
    channel AS value,
    has_left,
    recurring_charge
  FROM accounts
)
SELECT
  dimension,
  value,
  COUNT(*) AS customers,
  CAST(SUM(has_left) AS BIGINT) AS churned,
  COALESCE(SUM(recurring_charge), 0) AS recurring,
  COALESCE(SUM(CASE WHEN has_left = 1 THEN recurring_charge END), 0) AS lost
FROM parted
GROUP BY
  dimension,
  value
ORDER BY
  dimension NULLS LAST,
  value NULLS LAST
