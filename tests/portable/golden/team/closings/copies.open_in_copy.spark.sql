SELECT
  COALESCE(s.code, 0) AS code,
  CAST(NULL AS BIGINT) AS in_stage,
  DATEDIFF(:at, c.created_day) AS age,
  DATEDIFF(c.close_date, :at) AS closes_in,
  COALESCE(c.probability, p.probability) AS chance,
  CAST(c.amount AS DOUBLE) AS amount,
  CAST(f.amount AS DOUBLE) AS amount_now,
  CAST(f.list_price AS DOUBLE) AS list_price,
  CASE
    WHEN f.state = 'won' AND f.closed_day >= :first AND f.closed_day < :until
    THEN 1
    ELSE 0
  END AS won
FROM deal_snapshots AS c
LEFT JOIN deal_facts AS f
  ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
LEFT JOIN stage_codes AS s
  ON COALESCE(c.pipeline, '') = s.pipeline AND c.stage = s.stage
LEFT JOIN stage_plan AS p
  ON LOWER(TRIM(c.stage)) = LOWER(TRIM(p.stage))
  AND (
    p.pipeline IS NULL OR COALESCE(c.pipeline, '') = p.pipeline
  )
WHERE
  c.day = :at AND NOT c.is_closed AND (
    NOT :filtered OR NOT f.deal_id IS NULL
  )
ORDER BY
  c.shop_id NULLS LAST,
  c.deal_id NULLS LAST
