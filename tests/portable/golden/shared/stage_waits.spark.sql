WITH stays AS (
  SELECT
    f.pipeline,
    e.stage,
    DATEDIFF(CAST(e.exited_local AS DATE), CAST(e.entered_local AS DATE)) AS days
  FROM stage_entries AS e
  INNER JOIN deal_facts AS f
    ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
  WHERE
    f.state = 'won' AND NOT e.exited_local IS NULL
)
SELECT
  pipeline,
  stage,
  COUNT(*) AS won_stays,
  MEDIAN(CAST(days AS DOUBLE)) AS median_days,
  PERCENTILE(CAST(days AS DOUBLE), 0.75) AS p75_days
FROM stays
GROUP BY
  pipeline,
  stage
