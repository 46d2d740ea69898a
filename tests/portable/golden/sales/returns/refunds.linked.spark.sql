SELECT
  COUNT(*) AS refunds,
  CAST(COALESCE(SUM(CASE WHEN order_id IS NULL OR orphan THEN 1 ELSE 0 END), 0) AS BIGINT) AS orphans,
  CAST(COALESCE(SUM(CASE WHEN dated THEN 0 ELSE 1 END), 0) AS BIGINT) AS undated,
  CAST(COALESCE(SUM(CASE WHEN basis = 'refund lines' THEN 1 ELSE 0 END), 0) AS BIGINT) AS by_line
FROM refund_events
WHERE
  basis <> 'cancelled' AND returns <> 0
