SELECT
  COUNT(CASE WHEN r.start_date IS NULL THEN 1 END) AS unlisted,
  COALESCE(SUM(CASE WHEN r.start_date IS NULL THEN f.amount END), 0) AS value,
  COUNT(CASE WHEN f.rep IS NULL THEN 1 END) AS of_nobody,
  AVG(CAST(CASE WHEN f.amount > 0 THEN f.amount END AS DOUBLE)) AS mean_won
FROM deal_facts AS f
LEFT JOIN rep_facts AS r
  ON f.shop_id = r.shop_id AND f.rep = r.rep_id
WHERE
  f.state = 'won' AND f.closed_day <= :today
