SELECT
  COUNT(*) AS leads,
  COUNT(became) AS stated,
  COUNT(CASE WHEN became = 1 THEN 1 END) AS converted,
  COUNT(CASE WHEN COALESCE(became, 0) = 0 AND given_up THEN 1 END) AS given_up,
  COUNT(CASE WHEN state = 'won' THEN 1 END) AS won,
  COUNT(CASE WHEN state = 'lost' THEN 1 END) AS lost,
  COUNT(CASE WHEN became = 1 AND state = 'open' THEN 1 END) AS open_deals,
  COUNT(CASE WHEN became = 1 AND deal_id IS NULL THEN 1 END) AS dealless,
  COUNT(CASE WHEN became = 1 AND NOT deal_id IS NULL AND state IS NULL THEN 1 END) AS stray
FROM lead_states
WHERE
  (
    created_local >= :start_at AND created_local < :end_at
  )
  OR (
    :undated AND created_local IS NULL
  )
