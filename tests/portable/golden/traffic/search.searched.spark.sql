WITH placed_days AS (
  SELECT
    v.*,
    DATEDIFF(v.day, CAST(:start_at AS DATE)) AS place,
    1 AS is_now
  FROM searches_by AS v
  WHERE
    v.dimension = :by AND v.day >= :start_at AND v.day < :end_at
  UNION ALL
  SELECT
    v.*,
    DATEDIFF(v.day, CAST(:base_from AS DATE)) AS place,
    0 AS is_now
  FROM searches_by AS v
  WHERE
    v.dimension = :by AND v.day >= :base_from AND v.day < :base_to
), alike AS (
  SELECT
    shop_id,
    place
  FROM placed_days
  GROUP BY
    shop_id,
    place
  HAVING
    MAX(is_now) > MIN(is_now) OR (
      MAX(is_now) = 1 AND :alone = 1
    )
)
SELECT
  p.member,
  CAST(SUM(p.clicks * p.is_now) AS BIGINT) AS clicks,
  CAST(SUM(p.clicks * (
    1 - p.is_now
  )) AS BIGINT) AS clicks_base,
  CAST(SUM(p.impressions * p.is_now) AS BIGINT) AS impressions,
  CAST(SUM(p.impressions * (
    1 - p.is_now
  )) AS BIGINT) AS impressions_base,
  CAST(SUM(CASE WHEN p.is_now = 1 THEN p.places END) AS DOUBLE) / NULLIF(CAST(SUM(p.placed * p.is_now) AS DOUBLE), CAST(0.0 AS DOUBLE)) AS position,
  CAST(SUM(CASE WHEN p.is_now = 0 THEN p.places END) AS DOUBLE) / NULLIF(CAST(SUM(p.placed * (
    1 - p.is_now
  )) AS DOUBLE), CAST(0.0 AS DOUBLE)) AS position_base
FROM placed_days AS p
INNER JOIN alike AS a
  ON p.shop_id = a.shop_id AND p.place = a.place
GROUP BY
  p.member
ORDER BY
  clicks DESC,
  impressions DESC,
  p.member NULLS LAST
