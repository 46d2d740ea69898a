SELECT
  MIN(at_local) AS first_answer,
  MAX(at_local) AS last_answer,
  COUNT(*) AS answers,
  COUNT(*) - COUNT(at_local) AS undated,
  CAST(COALESCE(SUM(CASE WHEN is_rated + is_scored = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS off_scale
FROM satisfaction
