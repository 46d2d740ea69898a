WITH planned AS (
  SELECT
    s.pipeline,
    s.stage,
    COUNT(*) AS times
  FROM deal_stages AS s
  INNER JOIN stage_plan AS p
    ON LOWER(TRIM(s.stage)) = LOWER(TRIM(p.stage))
    AND (
      p.pipeline IS NULL OR s.pipeline = p.pipeline
    )
  GROUP BY
    s.pipeline,
    s.stage
)
SELECT
  s.pipeline,
  s.stage,
  s.kind,
  CASE
    WHEN s.kind = 'open' AND (
      s.basis <> 'by --stages' OR NOT p.times IS NULL
    )
    THEN s.place
  END AS place,
  s.basis,
  s.kind = 'open' AND s.is_proposal AS is_proposal,
  NOT p.times IS NULL AS is_planned
FROM deal_stages AS s
LEFT JOIN planned AS p
  ON s.pipeline = p.pipeline AND s.stage = p.stage
