SELECT
  COUNT(*) AS deals,
  COUNT(CASE WHEN NOT q.p75_days IS NULL AND NOT o.entered_local IS NULL THEN 1 END) AS timed,
  COUNT(
    CASE WHEN DATEDIFF(:today, CAST(o.entered_local AS DATE)) > q.p75_days THEN 1 END
  ) AS stale,
  COALESCE(
    SUM(
      CASE
        WHEN DATEDIFF(:today, CAST(o.entered_local AS DATE)) > q.p75_days
        THEN o.amount
      END
    ),
    0
  ) AS stale_value,
  COALESCE(
    SUM(
      CASE WHEN NOT q.p75_days IS NULL AND NOT o.entered_local IS NULL THEN o.amount END
    ),
    0
  ) AS timed_value,
  COUNT(o.close_date) AS dated,
  COUNT(o.owner) AS owned
FROM open_deals AS o
LEFT JOIN stage_waits AS q
  ON o.pipeline = q.pipeline AND o.stage = q.stage AND q.won_stays >= :few
