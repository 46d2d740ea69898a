SELECT
  COUNT(*) AS deals
FROM stage_stays AS s
INNER JOIN deal_facts AS f
  ON s.shop_id = f.shop_id AND s.deal_id = f.deal_id
WHERE
  s.state = 'open'
  AND s.next_stage IS NULL
  AND LOWER(TRIM(s.stage)) <> LOWER(TRIM(f.stage))
  AND (
    (
      s.created_local >= :start_at AND s.created_local < :end_at
    )
    OR (
      :undated AND s.created_local IS NULL
    )
  )
