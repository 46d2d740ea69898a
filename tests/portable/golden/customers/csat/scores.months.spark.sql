SELECT
  COUNT(*) AS answers,
  CAST(SUM(is_rated) AS BIGINT) AS rated,
  CAST(SUM(is_satisfied) AS BIGINT) AS satisfied,
  CAST(SUM(is_scored) AS BIGINT) AS scored,
  CAST(SUM(is_promoter) AS BIGINT) AS promoters,
  CAST(SUM(is_detractor) AS BIGINT) AS detractors,
  CAST(DATE_TRUNC('MONTH', at_local) AS DATE) AS month
FROM satisfaction
WHERE
  at_local >= :first_at AND at_local < :end_at
GROUP BY
  CAST(DATE_TRUNC('MONTH', at_local) AS DATE)
ORDER BY
  month NULLS LAST
