SELECT
  reason,
  COUNT(DISTINCT shop_id || ' ' || refund_id) AS refunds,
  COALESCE(SUM(units), 0) AS units,
  SUM(returns) AS returns,
  COALESCE(SUM(CASE WHEN restocked THEN units END), 0) AS restocked,
  COALESCE(SUM(CASE WHEN NOT restocked IS NULL THEN units END), 0) AS stated
FROM returned_lines
WHERE
  NOT never_sent
  AND (
    (
      CASE WHEN :cohort THEN ordered_local ELSE booked_local END >= :start_at
      AND CASE WHEN :cohort THEN ordered_local ELSE booked_local END < :end_at
    )
    OR (
      :undated
      AND (
        known OR NOT :cohort
      )
      AND CASE WHEN :cohort THEN ordered_local ELSE booked_local END IS NULL
    )
  )
GROUP BY
  reason
ORDER BY
  returns DESC,
  reason NULLS LAST
