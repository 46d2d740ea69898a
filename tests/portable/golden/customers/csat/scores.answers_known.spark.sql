SELECT
  MIN(at_local) AS first_answer,
  MAX(at_local) AS last_answer,
  COUNT(*) AS answers,
  COUNT(*) - COUNT(at_local) AS undated,
  CAST(COALESCE(SUM(is_off_scale), 0) AS BIGINT) AS off_scale
FROM satisfaction
