SELECT
  shop_id AS shop,
  quote_id AS quote,
  version,
  name,
  account,
  owner,
  amount,
  discount,
  sent_day,
  expires_day,
  DATEDIFF(CAST(:today AS DATE), sent_day) AS days,
  DATEDIFF(expires_day, CAST(:today AS DATE)) AS days_left,
  deal_id AS deal
FROM quote_facts
WHERE
  is_latest
  AND state = 'sent'
  AND expires_day >= :today
  AND DATEDIFF(expires_day, CAST(:today AS DATE)) <= :soon
ORDER BY
  expires_day NULLS LAST,
  amount DESC,
  shop NULLS LAST,
  quote NULLS LAST,
  version NULLS LAST
