SELECT
  COUNT(*) AS deals,
  COUNT(CASE WHEN state = 'open' THEN 1 END) AS open,
  COUNT(CASE WHEN state = 'won' THEN 1 END) AS won,
  COUNT(CASE WHEN state = 'lost' THEN 1 END) AS lost,
  COUNT(CASE WHEN state = 'closed' THEN 1 END) AS closed,
  COUNT(CASE WHEN state = 'unknown' THEN 1 END) AS unknown,
  COUNT(CASE WHEN state = 'won' THEN amount END) AS won_valued,
  SUM(CASE WHEN state = 'won' THEN amount END) AS won_value,
  SUM(CASE WHEN state = 'lost' THEN amount END) AS lost_value,
  COUNT(CASE WHEN state = 'won' THEN cycle_days END) AS cycles,
  CAST(SUM(CASE WHEN state = 'won' THEN cycle_days END) AS BIGINT) AS cycle_days,
  MEDIAN(CAST((
    CASE WHEN state = 'won' THEN cycle_days END
  ) AS DOUBLE)) AS median_cycle,
  COUNT(CASE WHEN state = 'won' AND closed_day < created_day THEN 1 END) AS backwards,
  COUNT(
    CASE
      WHEN state = 'open'
      THEN COALESCE(next_step, CAST(next_activity_local AS STRING))
    END
  ) AS steps,
  COUNT(CASE WHEN state = 'open' THEN owner END) AS owned,
  COUNT(CASE WHEN state = 'open' THEN amount END) AS valued,
  COUNT(CASE WHEN state = 'open' THEN COALESCE(amount, list_price) END) AS priced,
  COUNT(CASE WHEN state = 'open' THEN close_date END) AS dated,
  MAX(CASE WHEN state = 'open' THEN close_date END) AS last_close,
  MIN(closed_day) AS first_closed
FROM deal_facts
