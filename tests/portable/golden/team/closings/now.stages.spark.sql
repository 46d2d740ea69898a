SELECT
  c.code,
  s.stage,
  s.kind,
  s.planned_chance
FROM deal_stages AS s
INNER JOIN stage_codes AS c
  ON s.pipeline = c.pipeline AND s.stage = c.stage
ORDER BY
  c.code NULLS LAST
