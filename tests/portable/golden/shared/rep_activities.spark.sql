SELECT
  shop_id,
  rep,
  kind,
  at_local
FROM activity_facts
WHERE
  took_place
