SELECT
  a.shop_id,
  COALESCE(a.account_id, d.account_key) AS account_key,
  COALESCE(a.happened_day, a.created_day) AS on_day
FROM activities AS a
LEFT JOIN account_deals AS d
  ON a.shop_id = d.shop_id AND a.deal_id = d.deal_id
WHERE
  COALESCE(a.done, TRUE) AND NOT COALESCE(a.account_id, d.account_key) IS NULL
