WITH moves AS (
  SELECT
    ordered_local AS at_local,
    CASE WHEN NOT cost IS NULL THEN sales ELSE 0 END AS covered,
    COALESCE(cost, 0) AS cost
  FROM line_sales
  UNION ALL
  SELECT
    booked_local AS at_local,
    CASE WHEN NOT cost IS NULL THEN -returns ELSE 0 END AS covered,
    -COALESCE(cost, 0) AS cost
  FROM line_returns
)
SELECT
  COALESCE(SUM(covered), 0) AS covered,
  COALESCE(SUM(cost), 0) AS cost
FROM moves
WHERE
  (
    at_local >= :start_at AND at_local < :end_at
  )
  OR (
    :undated AND at_local IS NULL
  )
