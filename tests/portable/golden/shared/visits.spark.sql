WITH files AS (
  SELECT
    shop_id,
    source_file,
    MAX(CASE WHEN NOT channel IS NULL THEN 1 ELSE 0 END) + MAX(CASE WHEN NOT source_medium IS NULL THEN 2 ELSE 0 END) + MAX(CASE WHEN NOT landing_page IS NULL THEN 4 ELSE 0 END) + MAX(CASE WHEN NOT device IS NULL THEN 8 ELSE 0 END) + MAX(CASE WHEN NOT country IS NULL THEN 16 ELSE 0 END) AS split
  FROM traffic_daily
  GROUP BY
    shop_id,
    source_file
), days AS (
  SELECT
    t.shop_id,
    t.day,
    f.split,
    SUM(t.sessions) AS sessions,
    SUM(t.purchases) AS purchases
  FROM traffic_daily AS t
  INNER JOIN files AS f
    ON t.shop_id = f.shop_id AND t.source_file = f.source_file
  WHERE
    NOT t.sessions IS NULL
  GROUP BY
    t.shop_id,
    t.day,
    f.split
), splits AS (
  SELECT
    shop_id,
    split,
    COUNT(*) AS days,
    SUM(sessions) AS sessions
  FROM days
  GROUP BY
    shop_id,
    split
), ranked AS (
  SELECT
    d.shop_id,
    d.day,
    d.sessions,
    d.purchases,
    ROW_NUMBER() OVER (
      PARTITION BY d.shop_id, d.day
      ORDER BY s.days DESC, s.sessions DESC, d.split NULLS LAST
    ) AS place
  FROM days AS d
  INNER JOIN splits AS s
    ON d.shop_id = s.shop_id AND d.split = s.split
)
SELECT
  shop_id,
  day,
  CAST(sessions AS BIGINT) AS sessions,
  CAST(purchases AS BIGINT) AS purchases
FROM ranked
WHERE
  place = 1
