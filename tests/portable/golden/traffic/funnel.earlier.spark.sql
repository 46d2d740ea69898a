WITH runs AS (
  SELECT
    *,
    CAST(FLOOR(
      CAST((
        DATEDIFF(CAST(:start_at AS DATE), day) - 1
      ) AS DOUBLE) / NULLIF(CAST(:length AS DOUBLE), CAST(0.0 AS DOUBLE))
    ) AS BIGINT) AS back
  FROM visits_by
  WHERE
    dimension = 'all'
    AND day >= :since_at
    AND day < :start_at
    AND NOT purchases IS NULL
)
SELECT
  back,
  COUNT(DISTINCT day) AS days,
  CAST(SUM(sessions) AS BIGINT) AS sessions,
  CAST(CASE WHEN COUNT(add_to_cart) = COUNT(*) THEN SUM(add_to_cart) END AS BIGINT) AS carts,
  CAST(CASE WHEN COUNT(checkouts) = COUNT(*) THEN SUM(checkouts) END AS BIGINT) AS checkouts,
  CAST(SUM(purchases) AS BIGINT) AS purchases
FROM runs
GROUP BY
  back
ORDER BY
  back NULLS LAST
