SELECT
  f.shop_id AS shop,
  f.rep,
  CAST(DATE_TRUNC('MONTH', f.closed_day) AS DATE) AS month,
  f.closed_day >= r.start_date
  AND (
    r.end_date IS NULL OR f.closed_day <= r.end_date
  ) AS within,
  COALESCE(SUM(f.amount), 0) AS value,
  COUNT(*) AS deals,
  COUNT(*) - COUNT(f.amount) AS blank
FROM deal_facts AS f
INNER JOIN rep_facts AS r
  ON f.shop_id = r.shop_id AND f.rep = r.rep_id
WHERE
  f.state = 'won' AND f.closed_day <= :today AND NOT r.start_date IS NULL
GROUP BY
  f.shop_id,
  f.rep,
  CAST(DATE_TRUNC('MONTH', f.closed_day) AS DATE),
  f.closed_day >= r.start_date
  AND (
    r.end_date IS NULL OR f.closed_day <= r.end_date
  )
ORDER BY
  f.shop_id NULLS LAST,
  f.rep NULLS LAST,
  CAST(DATE_TRUNC('MONTH', f.closed_day) AS DATE) NULLS LAST,
  f.closed_day >= r.start_date
  AND (
    r.end_date IS NULL OR f.closed_day <= r.end_date
  ) NULLS LAST
