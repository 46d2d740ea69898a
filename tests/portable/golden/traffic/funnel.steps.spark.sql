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
  p.is_now = 1 AS is_now,
  CAST(SUM(CASE WHEN NOT p.purchases IS NULL THEN p.sessions ELSE 0 END) AS BIGINT) AS sessions,
  CAST(CASE WHEN COUNT(p.add_to_cart) = COUNT(p.purchases) THEN SUM(p.add_to_cart) END AS BIGINT) AS carts,
  CAST(CASE WHEN COUNT(p.checkouts) = COUNT(p.purchases) THEN SUM(p.checkouts) END AS BIGINT) AS checkouts,
  CAST(COALESCE(SUM(p.purchases), 0) AS BIGINT) AS purchases,
  CAST(SUM(p.revenue) AS DECIMAL(28, 8)) AS revenue,
  CAST(SUM(CASE WHEN p.purchases IS NULL THEN p.sessions ELSE 0 END) AS BIGINT) AS unstated
FROM placed AS p
INNER JOIN alike AS a
  ON p.shop_id = a.shop_id AND p.place = a.place
GROUP BY
  p.member,
  p.is_now
ORDER BY
  p.member NULLS LAST,
  p.is_now DESC
