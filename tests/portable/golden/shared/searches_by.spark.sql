WITH dimensions AS (
  SELECT
    'all' AS dimension
  UNION ALL
  SELECT
    'query' AS dimension
  UNION ALL
  SELECT
    'page' AS dimension
  UNION ALL
  SELECT
    'device' AS dimension
  UNION ALL
  SELECT
    'country' AS dimension
), asked AS (
  SELECT
    s.*,
    d.dimension,
    CASE d.dimension
      WHEN 'query'
      THEN COALESCE(s.query, '(not stated)')
      WHEN 'page'
      THEN COALESCE(s.page, '(not stated)')
      WHEN 'device'
      THEN COALESCE(s.device, '(not stated)')
      WHEN 'country'
      THEN COALESCE(s.country, '(not stated)')
      ELSE ''
    END AS member
  FROM search_splits AS s
  CROSS JOIN dimensions AS d
  WHERE
    CASE d.dimension
      WHEN 'query'
      THEN s.has_query
      WHEN 'page'
      THEN s.has_page
      WHEN 'device'
      THEN s.has_device
      WHEN 'country'
      THEN s.has_country
      ELSE 1
    END = 1
), summed AS (
  SELECT
    shop_id,
    dimension,
    day,
    split,
    split_days,
    member,
    SUM(clicks) AS clicks,
    SUM(impressions) AS impressions,
    SUM(CAST(position AS DOUBLE) * CAST(impressions AS DOUBLE)) AS places,
    SUM(CASE WHEN NOT position IS NULL THEN impressions END) AS placed
  FROM asked
  GROUP BY
    shop_id,
    dimension,
    day,
    split,
    split_days,
    member
), ranked AS (
  SELECT
    *,
    DENSE_RANK() OVER (PARTITION BY shop_id, dimension, day ORDER BY split_days DESC, split NULLS LAST) AS place
  FROM summed
)
SELECT
  shop_id,
  dimension,
  day,
  member,
  CAST(clicks AS BIGINT) AS clicks,
  CAST(impressions AS BIGINT) AS impressions,
  places,
  CAST(placed AS BIGINT) AS placed
FROM ranked
WHERE
  place = 1
