SELECT
  COUNT(*) AS deals
FROM renewal_deals
