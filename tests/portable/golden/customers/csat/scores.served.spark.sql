WITH named AS (
  SELECT
    CASE WHEN :by = 'agent' THEN agent WHEN :by = 'channel' THEN channel ELSE about END AS name,
    CASE WHEN at_local >= :start_at THEN 1 ELSE 0 END AS is_now,
    is_rated,
    is_satisfied,
    is_scored,
    is_promoter,
    is_detractor
  FROM satisfaction
  WHERE
    (
      at_local >= :start_at AND at_local < :end_at
    )
    OR (
      at_local >= :before_from_at AND at_local < :before_to_at
    )
)
SELECT
  COUNT(*) AS answers,
  CAST(SUM(is_rated) AS BIGINT) AS rated,
  CAST(SUM(is_satisfied) AS BIGINT) AS satisfied,
  CAST(SUM(is_scored) AS BIGINT) AS scored,
  CAST(SUM(is_promoter) AS BIGINT) AS promoters,
  CAST(SUM(is_detractor) AS BIGINT) AS detractors,
  name,
  is_now
FROM named
GROUP BY
  name,
  is_now
ORDER BY
  name NULLS LAST,
  is_now NULLS LAST
