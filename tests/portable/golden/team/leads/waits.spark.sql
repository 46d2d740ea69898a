SELECT
  created_local AS came,
  touched_local AS touched,
  CASE
    WHEN touched_local < created_local OR (
      touched_local IS NULL AND is_touched
    )
    THEN 1
    ELSE 0
  END AS untimed,
  COALESCE(source, 'Unknown') AS source,
  COALESCE(owner, 'Unknown') AS owner,
  lead_id
FROM lead_facts
WHERE
  created_local >= :start_at AND created_local < :end_at
ORDER BY
  shop_id NULLS LAST,
  lead_id NULLS LAST
