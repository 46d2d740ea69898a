WITH current AS (
  SELECT
    f.pipeline,
    f.stage,
    COUNT(CASE WHEN f.state = 'open' THEN 1 END) AS open_deals,
    COUNT(CASE WHEN f.state = 'won' THEN 1 END) AS won_deals,
    COUNT(CASE WHEN f.state = 'lost' THEN 1 END) AS lost_deals,
    AVG(CAST(CASE WHEN f.state = 'open' THEN f.probability END AS DOUBLE)) AS chance,
    CAST(AVG(CAST(CASE WHEN f.state IN ('open', 'unknown') THEN d.stage_order END AS DOUBLE)) AS DOUBLE) AS numbered
  FROM deal_facts AS f
  INNER JOIN deals AS d
    ON f.shop_id = d.shop_id AND f.deal_id = d.deal_id
  WHERE
    NOT f.stage IS NULL
  GROUP BY
    f.pipeline,
    f.stage
), passed AS (
  SELECT
    COALESCE(f.pipeline, '') AS pipeline,
    e.stage,
    COUNT(*) AS entries,
    CAST(AVG(CAST(e.nth AS DOUBLE)) AS DOUBLE) AS seen
  FROM stage_entries AS e
  LEFT JOIN deal_facts AS f
    ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
  GROUP BY
    COALESCE(f.pipeline, ''),
    e.stage
), pipelines AS (
  SELECT DISTINCT
    pipeline
  FROM deal_facts
), named AS (
  SELECT
    pipeline,
    stage
  FROM current
  UNION
  SELECT
    pipeline,
    stage
  FROM passed
  UNION
  SELECT
    COALESCE(p.pipeline, c.pipeline) AS pipeline,
    p.stage
  FROM stage_plan AS p
  INNER JOIN pipelines AS c
    ON p.pipeline IS NULL OR p.pipeline = c.pipeline
), told AS (
  SELECT
    n.pipeline,
    n.stage,
    COALESCE(c.open_deals, 0) AS open_deals,
    CASE
      WHEN c.open_deals > 0
      THEN 'open'
      WHEN CONTAINS(LOWER(n.stage), 'lost')
      THEN 'lost'
      WHEN CONTAINS(LOWER(n.stage), 'won')
      THEN 'won'
      WHEN c.won_deals > 0 AND c.lost_deals = 0
      THEN 'won'
      WHEN c.lost_deals > 0 AND c.won_deals = 0 AND NOT q.entries IS NULL
      THEN 'lost'
      ELSE 'open'
    END AS kind,
    CAST(p.place AS DOUBLE) AS planned,
    p.probability AS planned_chance,
    COALESCE(
      p.is_proposal,
      CONTAINS(LOWER(n.stage), 'propos')
      OR CONTAINS(LOWER(n.stage), 'quot')
      OR CONTAINS(LOWER(n.stage), 'angebot')
      OR CONTAINS(LOWER(n.stage), 'propost')
      OR CONTAINS(LOWER(n.stage), 'offert')
      OR CONTAINS(LOWER(n.stage), 'preventiv')
    ) AS is_proposal,
    COALESCE(p.is_qualified, TRUE) AS is_qualified,
    c.numbered,
    c.chance,
    q.seen,
    q.entries,
    CASE
      WHEN CONTAINS(LOWER(n.stage), 'negotia') OR CONTAINS(LOWER(n.stage), 'commit')
      THEN 6
      WHEN CONTAINS(LOWER(n.stage), 'propos') OR CONTAINS(LOWER(n.stage), 'quot')
      THEN 5
      WHEN CONTAINS(LOWER(n.stage), 'demo') OR CONTAINS(LOWER(n.stage), 'present')
      THEN 4
      WHEN CONTAINS(LOWER(n.stage), 'engag') OR CONTAINS(LOWER(n.stage), 'need')
      THEN 3
      WHEN CONTAINS(LOWER(n.stage), 'quali') OR CONTAINS(LOWER(n.stage), 'discov')
      THEN 2
      WHEN CONTAINS(LOWER(n.stage), 'prospect') OR CONTAINS(LOWER(n.stage), 'lead')
      THEN 1
    END AS usual
  FROM named AS n
  LEFT JOIN current AS c
    ON n.pipeline = c.pipeline AND n.stage = c.stage
  LEFT JOIN passed AS q
    ON n.pipeline = q.pipeline AND n.stage = q.stage
  LEFT JOIN stage_plan AS p
    ON LOWER(TRIM(n.stage)) = LOWER(TRIM(p.stage))
    AND (
      p.pipeline IS NULL OR n.pipeline = p.pipeline
    )
), judged AS (
  SELECT
    pipeline,
    CASE
      WHEN COUNT(*) = COUNT(planned)
      THEN 'by --stages'
      WHEN COUNT(*) = COUNT(numbered) AND COUNT(DISTINCT numbered) > 1
      THEN 'as the CRM numbers them'
      WHEN COUNT(*) = COUNT(chance) AND COUNT(DISTINCT chance) > 1
      THEN 'by their stated chance of winning'
      WHEN COUNT(*) = COUNT(seen)
      THEN 'by how late deals come to them'
      WHEN COUNT(planned) > 0
      THEN 'by --stages'
      WHEN COUNT(chance) > 0
      THEN 'by their stated chance of winning'
      WHEN COUNT(seen) > 0
      THEN 'by how late deals come to them'
      ELSE 'by what such names usually mean'
    END AS basis
  FROM told
  WHERE
    kind = 'open'
  GROUP BY
    pipeline
), keyed AS (
  SELECT
    t.*,
    COALESCE(j.basis, '') AS basis,
    CASE
      WHEN j.basis = 'by --stages'
      THEN t.planned
      WHEN j.basis = 'as the CRM numbers them'
      THEN t.numbered
      WHEN j.basis = 'by their stated chance of winning'
      THEN t.chance
      WHEN j.basis = 'by how late deals come to them'
      THEN t.seen
      ELSE t.usual
    END AS sort_key
  FROM told AS t
  LEFT JOIN judged AS j
    ON t.pipeline = j.pipeline
)
SELECT
  pipeline,
  stage,
  kind,
  open_deals,
  COALESCE(entries, 0) AS entries,
  planned_chance,
  is_proposal,
  is_qualified,
  basis,
  CASE
    WHEN kind = 'open'
    THEN ROW_NUMBER() OVER (
      PARTITION BY pipeline, kind
      ORDER BY sort_key IS NULL NULLS LAST, sort_key NULLS LAST, stage NULLS LAST
    )
  END AS place
FROM keyed
