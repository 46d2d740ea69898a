SELECT
  shop_id,
  name_key,
  MAX(rep_id) AS rep_id
FROM rep_facts
GROUP BY
  shop_id,
  name_key
HAVING
  COUNT(*) = 1
