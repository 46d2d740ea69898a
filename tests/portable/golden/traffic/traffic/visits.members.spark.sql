WITH placed AS (
  SELECT
    v.*,
    DATEDIFF(v.day, CAST(:start_at AS DATE)) AS place,
    1 AS is_now
  FROM visits_by AS v
  WHERE
    v.dimension = :by AND v.day >= :start_at AND v.day < :end_at
  UNION ALL
  SELECT
    v.*,
    DATEDIFF(v.day, CAST(:base_from AS DATE)) AS place,
    0 AS is_now
  FROM visits_by AS v
  WHERE
    v.dimension = :by AND v.day >= :base_from AND v.day < :base_to
), alike AS (
  SELECT
    shop_id,
    place
  FROM placed
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
  CAST(SUM(p.sessions * p.is_now) AS BIGINT) AS sessions,
  CAST(SUM(p.sessions * (
    1 - p.is_now
  )) AS BIGINT) AS sessions_base,
  CAST(SUM(p.engaged * p.is_now) AS BIGINT) AS engaged,
  CAST(SUM(p.purchases * p.is_now) AS BIGINT) AS purchases,
  CAST(SUM(p.purchases * (
    1 - p.is_now
  )) AS BIGINT) AS purchases_base,
  CAST(SUM(p.revenue * p.is_now) AS DECIMAL(28, 8)) AS revenue,
  CAST(SUM(p.revenue * (
    1 - p.is_now
  )) AS DECIMAL(28, 8)) AS revenue_base
FROM placed AS p
INNER JOIN alike AS a
  ON p.shop_id = a.shop_id AND p.place = a.place
GROUP BY
  p.member
ORDER BY
  sessions DESC,
  p.member NULLS LAST
