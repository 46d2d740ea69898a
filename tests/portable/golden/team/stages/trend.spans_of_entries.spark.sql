WITH aged AS (
  SELECT
    pipeline,
    stage,
    went,
    (FLOOR(UNIX_TIMESTAMP(:as_of) / 1) - FLOOR(UNIX_TIMESTAMP(entered_local) / 1)) AS since_entered,
    (FLOOR(UNIX_TIMESTAMP(:as_of) / 1) - FLOOR(UNIX_TIMESTAMP(left_local) / 1)) AS since_left
  FROM stage_stays
  WHERE
    went IN ('on', 'lost') AND entered_local <= left_local AND left_local <= :as_of
), spanned AS (
  SELECT
    pipeline,
    stage,
    went,
    since_left,
    CAST(FLOOR(CAST(since_entered AS DOUBLE) / NULLIF(86400.0 * :days, 0)) AS BIGINT) AS span
  FROM aged
)
SELECT
  pipeline,
  stage,
  span,
  COUNT(*) AS decided,
  COUNT(CASE WHEN went = 'on' THEN 1 END) AS went_on
FROM spanned
WHERE
  span <= :spans AND since_left >= span * :days * 86400
GROUP BY
  pipeline,
  stage,
  span
ORDER BY
  pipeline NULLS LAST,
  stage NULLS LAST,
  span NULLS LAST
