SELECT
  COUNT(CASE WHEN f.deal_id IS NULL THEN 1 END) AS stray_stays,
  COUNT(CASE WHEN f.deal_id IS NULL AND e.nth = 1 THEN 1 END) AS stray_deals,
  COUNT(
    CASE
      WHEN e.nth <> 1
      THEN NULL
      WHEN f.created_local >= :start_at AND f.created_local < :end_at
      THEN 1
      WHEN :undated AND NOT f.deal_id IS NULL AND f.created_local IS NULL
      THEN 1
    END
  ) AS deals,
  MIN(e.entered_local) AS first_entry
FROM stage_entries AS e
LEFT JOIN deal_facts AS f
  ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
