WITH files AS (
  SELECT
    shop_id,
    source_file,
    MAX(CASE WHEN NOT channel IS NULL THEN 1 ELSE 0 END) AS has_channel,
    MAX(CASE WHEN NOT source_medium IS NULL THEN 1 ELSE 0 END) AS has_source,
    MAX(CASE WHEN NOT landing_page IS NULL THEN 1 ELSE 0 END) AS has_page,
    MAX(CASE WHEN NOT device IS NULL THEN 1 ELSE 0 END) AS has_device,
    MAX(CASE WHEN NOT country IS NULL THEN 1 ELSE 0 END) AS has_country
  FROM traffic_daily
  GROUP BY
    shop_id,
    source_file
), ways AS (
  SELECT
    *,
    has_channel + 2 * has_source + 4 * has_page + 8 * has_device + 16 * has_country AS split
  FROM files
), summed AS (
  SELECT
    t.shop_id,
    w.split,
    COUNT(DISTINCT t.day) AS split_days,
    SUM(t.sessions) AS split_sessions
  FROM traffic_daily AS t
  INNER JOIN ways AS w
    ON t.shop_id = w.shop_id AND t.source_file = w.source_file
  WHERE
    NOT t.sessions IS NULL
  GROUP BY
    t.shop_id,
    w.split
)
SELECT
  t.shop_id,
  t.day,
  t.channel,
  t.source_medium,
  t.landing_page,
  t.device,
  t.country,
  t.sessions,
  t.engaged,
  t.add_to_cart,
  t.checkouts,
  t.purchases,
  t.revenue,
  w.has_channel,
  w.has_source,
  w.has_page,
  w.has_device,
  w.has_country,
  w.split,
  s.split_days,
  s.split_sessions
FROM traffic_daily AS t
INNER JOIN ways AS w
  ON t.shop_id = w.shop_id AND t.source_file = w.source_file
INNER JOIN summed AS s
  ON t.shop_id = s.shop_id AND w.split = s.split
WHERE
  NOT t.sessions IS NULL
