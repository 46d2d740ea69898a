WITH runs AS (
  SELECT
    member,
    CAST(FLOOR(
      CAST((
        DATEDIFF(CAST(:start_at AS DATE), day) - 1
      ) AS DOUBLE) / NULLIF(CAST(:length AS DOUBLE), CAST(0.0 AS DOUBLE))
    ) AS BIGINT) AS back,
    sessions
  FROM visits_by
  WHERE
    dimension = :by AND day >= :since_at AND day < :start_at
), large AS (
  SELECT
    member
  FROM visits_by
  WHERE
    dimension = :by AND day >= :base_from AND day < :base_to
  GROUP BY
    member
  HAVING
    SUM(sessions) >= :least
)
SELECT
  r.member,
  r.back,
  CAST(SUM(r.sessions) AS BIGINT) AS sessions
FROM runs AS r
INNER JOIN large AS l
  ON r.member = l.member
GROUP BY
  r.member,
  r.back
ORDER BY
  r.member NULLS LAST,
  r.back NULLS LAST
