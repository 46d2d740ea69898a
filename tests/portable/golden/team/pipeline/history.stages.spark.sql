SELECT
  s.pipeline,
  s.stage,
  s.place,
  s.basis,
  s.open_deals,
  s.is_qualified,
  COALESCE(w.won_stays, 0) AS won_stays,
  w.median_days AS won_days,
  w.p75_days
FROM deal_stages AS s
LEFT JOIN stage_waits AS w
  ON s.pipeline = w.pipeline AND s.stage = w.stage
WHERE
  s.kind = 'open'
ORDER BY
  s.pipeline NULLS LAST,
  s.place NULLS LAST
