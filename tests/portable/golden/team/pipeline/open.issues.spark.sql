WITH weighed AS (
  SELECT
    o.*,
    s.p75_days,
    CASE WHEN :listed THEN COALESCE(o.amount, o.list_price) ELSE o.amount END AS value,
    DATEDIFF(:today, CAST(o.entered_local AS DATE)) AS days
  FROM open_deals AS o
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
    shop_id,
    deal_id,
    name,
    account,
    owner,
    stage,
    value,
    close_date,
    days,
    p75_days,
    COALESCE(close_date < :today, FALSE) AS overdue,
    COALESCE(days > p75_days, FALSE) AS stale,
    :steps AND next_step IS NULL AND COALESCE(next_activity_local < :now, TRUE) AS stepless
  FROM weighed
), wrong AS (
  SELECT
    *,
    ROW_NUMBER() OVER (ORDER BY COALESCE(value, 0) DESC, deal_id NULLS LAST, shop_id NULLS LAST) AS place
  FROM judged
  WHERE
    overdue
    OR stale
    OR stepless
    OR (
      :owners AND owner IS NULL
    )
    OR (
      :values AND value IS NULL
    )
    OR (
      :dates AND close_date IS NULL
    )
)
SELECT
  shop_id,
  deal_id,
  name,
  account,
  owner,
  stage,
  value,
  close_date,
  days,
  p75_days,
  overdue,
  stale,
  stepless
FROM wrong
WHERE
  place <= :top
ORDER BY
  place NULLS LAST
