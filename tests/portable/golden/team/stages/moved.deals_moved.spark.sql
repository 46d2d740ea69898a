WITH asked AS (
  SELECT
    shop_id,
    deal_id,
    CASE :by
      WHEN ''
      THEN ''
      WHEN 'owner'
      THEN COALESCE(owner, 'Unknown')
      WHEN 'team'
      THEN COALESCE(team, 'Unknown')
      WHEN 'manager'
      THEN COALESCE(manager, 'Unknown')
      WHEN 'source'
      THEN COALESCE(lead_source, 'Unknown')
      WHEN 'channel'
      THEN COALESCE(channel, 'Unknown')
      WHEN 'segment'
      THEN COALESCE(segment, 'Unknown')
      WHEN 'product'
      THEN COALESCE(product, 'Unknown')
    END AS part
  FROM deal_facts
  WHERE
    (
      created_local >= :start_at AND created_local < :end_at
    )
    OR (
      :undated AND created_local IS NULL
    )
), reached AS (
  SELECT
    s.shop_id,
    s.deal_id,
    MAX(COALESCE(s.place, 0)) AS place,
    MAX(CASE WHEN s.state = 'won' OR s.kind = 'won' THEN 1 ELSE 0 END) AS is_won,
    MAX(
      CASE
        WHEN s.went IN ('back', 'aside')
        THEN 1
        WHEN s.went = 'out' AND NOT s.next_stage IS NULL
        THEN 1
        ELSE 0
      END
    ) AS is_winding
  FROM stage_stays AS s
  GROUP BY
    s.shop_id,
    s.deal_id
), cohort AS (
  SELECT
    r.shop_id,
    r.deal_id,
    a.part,
    CASE WHEN r.is_won = 1 THEN 1000000 ELSE r.place END AS furthest,
    r.is_winding
  FROM reached AS r
  INNER JOIN asked AS a
    ON r.shop_id = a.shop_id AND r.deal_id = a.deal_id
), straight AS (
  SELECT
    s.pipeline,
    s.stage,
    c.part,
    s.state,
    CASE WHEN c.furthest > s.place THEN c.furthest ELSE 0 END AS furthest,
    COUNT(*) AS deals
  FROM stage_stays AS s
  INNER JOIN cohort AS c
    ON s.shop_id = c.shop_id AND s.deal_id = c.deal_id
  WHERE
    c.is_winding = 0 AND NOT s.place IS NULL
  GROUP BY
    s.pipeline,
    s.stage,
    c.part,
    s.state,
    CASE WHEN c.furthest > s.place THEN c.furthest ELSE 0 END
), ahead AS (
  SELECT
    s.shop_id,
    s.deal_id,
    s.pipeline,
    s.stage,
    c.part,
    s.state,
    s.place,
    MAX(CASE WHEN s.kind = 'won' THEN 1000000 ELSE COALESCE(s.place, 0) END) OVER (
      PARTITION BY s.shop_id, s.deal_id
      ORDER BY s.nth NULLS LAST
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS furthest
  FROM stage_stays AS s
  INNER JOIN cohort AS c
    ON s.shop_id = c.shop_id AND s.deal_id = c.deal_id
  WHERE
    c.is_winding = 1
), winding AS (
  SELECT
    pipeline,
    stage,
    part,
    state,
    place,
    MAX(CASE WHEN state = 'won' THEN 1000000 ELSE COALESCE(furthest, 0) END) AS furthest
  FROM ahead
  WHERE
    NOT place IS NULL
  GROUP BY
    shop_id,
    deal_id,
    pipeline,
    stage,
    part,
    state,
    place
), counted AS (
  SELECT
    pipeline,
    stage,
    part,
    state,
    furthest,
    deals
  FROM straight
  UNION ALL
  SELECT
    pipeline,
    stage,
    part,
    state,
    CASE WHEN furthest > place THEN furthest ELSE 0 END AS furthest,
    COUNT(*) AS deals
  FROM winding
  GROUP BY
    pipeline,
    stage,
    part,
    state,
    CASE WHEN furthest > place THEN furthest ELSE 0 END
)
SELECT
  pipeline,
  stage,
  part,
  state,
  CAST(furthest AS BIGINT) AS furthest,
  CAST(SUM(deals) AS BIGINT) AS deals
FROM counted
GROUP BY
  pipeline,
  stage,
  part,
  state,
  CAST(furthest AS BIGINT)
ORDER BY
  pipeline NULLS LAST,
  stage NULLS LAST,
  part NULLS LAST,
  state NULLS LAST,
  CAST(furthest AS BIGINT) NULLS LAST
