WITH dimensions AS (
  SELECT
    'all' AS dimension
  UNION ALL
  SELECT
    'channel' AS dimension
  UNION ALL
  SELECT
    'source' AS dimension
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
      WHEN 'channel'
      THEN COALESCE(s.channel, '(not stated)')
      WHEN 'source'
      THEN COALESCE(s.source_medium, '(not stated)')
      WHEN 'page'
      THEN COALESCE(s.landing_page, '(not stated)')
      WHEN 'device'
      THEN COALESCE(s.device, '(not stated)')
      WHEN 'country'
      THEN COALESCE(s.country, '(not stated)')
      ELSE ''
    END AS member
  FROM visit_splits AS s
  CROSS JOIN dimensions AS d
  WHERE
    CASE d.dimension
      WHEN 'channel'
      THEN s.has_channel
      WHEN 'source'
      THEN s.has_source
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
    split_sessions,
    member,
    SUM(sessions) AS sessions,
    SUM(engaged) AS engaged,
    SUM(add_to_cart) AS add_to_cart,
    SUM(checkouts) AS checkouts,
    SUM(purchases) AS purchases,
    SUM(revenue) AS revenue
  FROM asked
  GROUP BY
    shop_id,
    dimension,
    day,
    split,
    split_days,
    split_sessions,
    member
), ranked AS (
  SELECT
    *,
    DENSE_RANK() OVER (
      PARTITION BY shop_id, dimension, day
      ORDER BY split_days DESC, split_sessions DESC, split NULLS LAST
    ) AS place
  FROM summed
)
SELECT
  shop_id,
  dimension,
  day,
  member,
  CAST(sessions AS BIGINT) AS sessions,
  CAST(engaged AS BIGINT) AS engaged,
  CAST(add_to_cart AS BIGINT) AS add_to_cart,
  CAST(checkouts AS BIGINT) AS checkouts,
  CAST(purchases AS BIGINT) AS purchases,
  revenue
FROM ranked
WHERE
  place = 1
