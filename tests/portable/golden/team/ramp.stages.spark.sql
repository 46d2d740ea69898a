WITH entered AS (
  SELECT
    e.shop_id,
    e.deal_id,
    e.stage,
    e.nth,
    e.entered_local,
    f.pipeline,
    f.rep,
    f.state,
    s.kind,
    s.place,
    s.basis,
    MAX(CASE WHEN s.kind = 'won' THEN 1000000 WHEN s.kind = 'open' THEN s.place END) OVER (
      PARTITION BY e.shop_id, e.deal_id
      ORDER BY e.nth NULLS LAST
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS furthest,
    ROW_NUMBER() OVER (PARTITION BY e.shop_id, e.deal_id, e.stage ORDER BY e.nth NULLS LAST) AS visit
  FROM stage_entries AS e
  INNER JOIN deal_facts AS f
    ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
  INNER JOIN deal_stages AS s
    ON f.pipeline = s.pipeline AND e.stage = s.stage
), judged AS (
  SELECT
    e.pipeline,
    e.stage,
    e.place,
    e.basis,
    e.shop_id,
    e.rep,
    e.state,
    COALESCE(e.furthest > e.place, FALSE) OR e.state = 'won' AS went_on,
    ((YEAR(CAST(e.entered_local AS DATE)) * 12 + MONTH(CAST(e.entered_local AS DATE))) - (YEAR(r.start_date) * 12 + MONTH(r.start_date))) AS months
  FROM entered AS e
  INNER JOIN rep_facts AS r
    ON e.shop_id = r.shop_id AND e.rep = r.rep_id
  WHERE
    e.visit = 1
    AND e.kind = 'open'
    AND r.start_date <= CAST(e.entered_local AS DATE)
    AND (
      r.end_date IS NULL OR r.end_date >= CAST(e.entered_local AS DATE)
    )
)
SELECT
  pipeline,
  stage,
  place,
  MAX(basis) AS basis,
  CASE WHEN months < :new THEN 'new' ELSE 'tenured' END AS whose,
  COUNT(DISTINCT shop_id || ' ' || rep) AS reps,
  COUNT(*) AS entered,
  COUNT(CASE WHEN went_on THEN 1 END) AS went_on,
  COUNT(CASE WHEN NOT went_on AND state <> 'lost' THEN 1 END) AS still_open
FROM judged
WHERE
  months < :new OR months >= :tenured
GROUP BY
  pipeline,
  stage,
  place,
  CASE WHEN months < :new THEN 'new' ELSE 'tenured' END
ORDER BY
  pipeline NULLS LAST,
  place NULLS LAST,
  stage NULLS LAST,
  CASE WHEN months < :new THEN 'new' ELSE 'tenured' END NULLS LAST
