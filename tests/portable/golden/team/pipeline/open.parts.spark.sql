WITH asked AS (
  SELECT
    'all' AS dimension
  UNION ALL
  SELECT
    'stage' AS dimension
  UNION ALL
  SELECT
    'owner' AS dimension
  UNION ALL
  SELECT
    'month' AS dimension
  UNION ALL
  SELECT
    'basis' AS dimension
  UNION ALL
  SELECT
    CAST(:by AS STRING) AS dimension
  FROM question
  WHERE
    NOT :by IS NULL
), weighed AS (
  SELECT
    o.*,
    w.chance,
    w.basis,
    s.p75_days,
    CASE WHEN :listed THEN COALESCE(o.amount, o.list_price) ELSE o.amount END AS value,
    DATEDIFF(:today, CAST(o.entered_local AS DATE)) AS days
  FROM open_deals AS o
  LEFT JOIN deal_weights AS w
    ON o.shop_id = w.shop_id AND o.deal_id = w.deal_id
  LEFT JOIN stage_waits AS s
    ON o.pipeline = s.pipeline AND o.stage = s.stage AND s.won_stays >= :few
  WHERE
    (
      :start_day IS NULL OR o.close_date >= :start_day
    )
    AND (
      :end_day IS NULL OR o.close_date < :end_day
    )
), judged AS (
  SELECT
    *,
    CAST((
      value * CAST(CAST(ROUND((
        CAST(chance AS DOUBLE)
      ) * CAST('1E6' AS DOUBLE)) AS DECIMAL(9, 0)) * CAST('0.000001' AS DECIMAL(6, 6)) AS DECIMAL(9, 6))
    ) AS DECIMAL(18, 2)) AS weighted,
    CASE WHEN amount IS NULL THEN value END AS list_value,
    CASE WHEN close_date < :today THEN 1 ELSE 0 END AS overdue,
    CASE WHEN days > p75_days THEN 1 ELSE 0 END AS stale,
    CASE
      WHEN :steps AND next_step IS NULL AND COALESCE(next_activity_local < :now, TRUE)
      THEN 1
      ELSE 0
    END AS stepless
  FROM weighed
), parted AS (
  SELECT
    a.dimension,
    CASE
      WHEN overdue + stale + stepless > 0
      OR (
        :owners AND owner IS NULL
      )
      OR (
        :values AND value IS NULL
      )
      OR (
        :dates AND close_date IS NULL
      )
      THEN 1
    END AS wrong,
    CASE WHEN a.dimension = 'stage' THEN j.pipeline ELSE '' END AS stage_pipeline,
    CASE a.dimension
      WHEN 'all'
      THEN 'all'
      WHEN 'stage'
      THEN j.stage
      WHEN 'owner'
      THEN j.rep
      WHEN 'month'
      THEN LEFT(CAST(j.close_date AS STRING), 7)
      WHEN 'basis'
      THEN j.basis
      WHEN 'manager'
      THEN j.manager
      WHEN 'team'
      THEN j.team
      WHEN 'territory'
      THEN j.territory
      WHEN 'channel'
      THEN j.channel
      WHEN 'source'
      THEN j.lead_source
      WHEN 'segment'
      THEN j.segment
      WHEN 'product'
      THEN j.product
      WHEN 'account'
      THEN j.account
    END AS part,
    j.*
  FROM judged AS j
  CROSS JOIN asked AS a
)
SELECT
  dimension,
  stage_pipeline AS pipeline,
  part,
  MAX(CASE WHEN dimension = 'owner' THEN owner ELSE part END) AS label,
  COUNT(*) AS deals,
  COUNT(value) AS valued,
  SUM(value) AS value,
  COUNT(list_value) AS listed,
  SUM(list_value) AS list_value,
  COUNT(weighted) AS weighed,
  SUM(weighted) AS weighted,
  AVG(CAST(chance AS DOUBLE)) AS chance,
  COUNT(CASE WHEN basis = 'stated' THEN 1 END) AS stated,
  COUNT(CASE WHEN basis = 'stages file' THEN 1 END) AS planned,
  COUNT(CASE WHEN basis = 'own history' THEN 1 END) AS known,
  COUNT(CASE WHEN basis = 'win rate' THEN 1 END) AS guessed,
  COUNT(close_date) AS dated,
  CAST(SUM(overdue) AS BIGINT) AS overdue,
  SUM(CASE WHEN overdue = 1 THEN value END) AS overdue_value,
  CAST(SUM(stepless) AS BIGINT) AS stepless,
  SUM(CASE WHEN stepless = 1 THEN value END) AS stepless_value,
  COUNT(p75_days + days) AS timed,
  CAST(SUM(stale) AS BIGINT) AS stale,
  SUM(CASE WHEN stale = 1 THEN value END) AS stale_value,
  COUNT(days) AS entered,
  MEDIAN(CAST(days AS DOUBLE)) AS days,
  COUNT(wrong) AS wrong,
  COUNT(owner) AS owned,
  SUM(CASE WHEN owner IS NULL THEN value END) AS ownerless_value
FROM parted
GROUP BY
  dimension,
  stage_pipeline,
  part
ORDER BY
  dimension NULLS LAST,
  stage_pipeline NULLS LAST,
  part NULLS LAST
