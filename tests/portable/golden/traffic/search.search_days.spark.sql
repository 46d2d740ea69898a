SELECT
  shop_id AS shop,
  day,
  clicks,
  impressions
FROM searches_by
WHERE
  dimension = 'all' AND day < :end_at
ORDER BY
  shop_id NULLS LAST,
  day NULLS LAST
