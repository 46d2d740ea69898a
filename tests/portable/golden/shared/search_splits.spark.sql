WITH files AS (
  SELECT
    shop_id,
    source_file,
    MAX(CASE WHEN NOT query IS NULL THEN 1 ELSE 0 END) AS has_query,
    MAX(CASE WHEN NOT page IS NULL THEN 1 ELSE 0 END) AS has_page,
    MAX(CASE WHEN NOT device IS NULL THEN 1 ELSE 0 END) AS has_device,
    MAX(CASE WHEN NOT country IS NULL THEN 1 ELSE 0 END) AS has_country
  FROM search_daily
  GROUP BY
    shop_id,
    source_file
), ways AS (
  SELECT
    *,
    has_device + 2 * has_country + 4 * has_page + 8 * has_query AS split
  FROM files
), lengths AS (
  SELECT
    t.shop_id,
    w.split,
    COUNT(DISTINCT t.day) AS split_days
  FROM search_daily AS t
  INNER JOIN ways AS w
    ON t.shop_id = w.shop_id AND t.source_file = w.source_file
  GROUP BY
    t.shop_id,
    w.split
)
SELECT
  t.shop_id,
  t.day,
  t.query,
  t.page,
  t.country,
  t.device,
  t.clicks,
  t.impressions,
  t.position,
  w.has_query,
  w.has_page,
  w.has_device,
  w.has_country,
  w.split,
  s.split_days
FROM search_daily AS t
INNER JOIN ways AS w
  ON t.shop_id = w.shop_id AND t.source_file = w.source_file
INNER JOIN lengths AS s
  ON t.shop_id = s.shop_id AND w.split = s.split
