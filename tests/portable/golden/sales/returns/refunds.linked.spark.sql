SELECT
  COUNT(*) AS refunds,
  CAST(COALESCE(SUM(CASE WHEN v.order_id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS orphans,
  CAST(COALESCE(SUM(CASE WHEN e.dated THEN 0 ELSE 1 END), 0) AS BIGINT) AS undated,
  CAST(COALESCE(SUM(CASE WHEN e.basis = 'refund lines' THEN 1 ELSE 0 END), 0) AS BIGINT) AS by_line
FROM refund_events AS e
LEFT JOIN order_value AS v
  ON e.shop_id = v.shop_id AND e.order_id = v.order_id
WHERE
  e.basis <> 'cancelled' AND e.returns <> 0
