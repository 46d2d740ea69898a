WITH each_customer AS (
  SELECT
    shop_id,
    customer_id,
    COUNT(*) AS subscriptions
  FROM subscriptions
  GROUP BY
    shop_id,
    customer_id
)
SELECT
  COUNT(*) AS listed,
  COUNT(churned) AS known,
  CAST(COALESCE(SUM(CASE WHEN churned THEN 1 ELSE 0 END), 0) AS BIGINT) AS churned,
  SUM(CASE WHEN NOT churned IS NULL THEN recurring_charge END) AS recurring,
  SUM(CASE WHEN churned THEN recurring_charge END) AS lost,
  COUNT(recurring_charge) AS charged,
  SUM(total_charged) AS total,
  COUNT(total_charged) AS with_total,
  COUNT(started_local) AS started,
  CAST(COALESCE(SUM(CASE WHEN churned AND NOT cancelled_local IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS dated,
  (
    SELECT
      COUNT(CASE WHEN subscriptions > 1 THEN 1 END)
    FROM each_customer
  ) AS with_several,
  MIN(currency) AS first_currency,
  MAX(currency) AS last_currency
FROM subscriptions
