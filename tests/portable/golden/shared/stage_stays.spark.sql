WITH stays AS (
  SELECT
    f.shop_id,
    f.deal_id,
    f.pipeline,
    e.stage,
    o.kind,
    o.place,
    o.is_proposal,
    e.next_stage,
    n.kind AS next_kind,
    n.place AS next_place,
    f.state,
    f.created_local,
    e.nth,
    e.entered_local,
    COALESCE(e.exited_local, CAST(f.closed_day AS TIMESTAMP_NTZ)) AS left_local,
    CASE
      WHEN o.place IS NULL
      THEN 'out'
      WHEN n.kind = 'won' OR n.place > o.place
      THEN 'on'
      WHEN n.kind = 'lost'
      THEN 'lost'
      WHEN n.place < o.place
      THEN 'back'
      WHEN NOT e.next_stage IS NULL
      THEN 'aside'
      WHEN f.state = 'won'
      THEN 'on'
      WHEN f.state = 'lost'
      THEN 'lost'
      WHEN f.state = 'open'
      THEN 'there'
      ELSE 'unknown'
    END AS went
  FROM stage_entries AS e
  INNER JOIN deal_facts AS f
    ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
  INNER JOIN stage_order AS o
    ON f.pipeline = o.pipeline AND e.stage = o.stage
  LEFT JOIN stage_order AS n
    ON f.pipeline = n.pipeline AND e.next_stage = n.stage
)
SELECT
  *,
  CASE
    WHEN went IN ('there', 'unknown')
    THEN NULL
    WHEN CAST(left_local AS DATE) = CAST(entered_local AS DATE)
    AND left_local < entered_local
    THEN 0.0
    WHEN left_local >= entered_local
    THEN CAST((FLOOR(UNIX_TIMESTAMP(left_local) / 1) - FLOOR(UNIX_TIMESTAMP(entered_local) / 1)) AS DOUBLE) / 86400
  END AS days
FROM stays
