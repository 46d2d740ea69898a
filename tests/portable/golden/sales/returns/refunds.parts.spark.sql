WITH events AS (
  SELECT
    e.returns,
    NOT v.order_id IS NULL AS known,
    NOT COALESCE(v.wanted, TRUE) AS never_sent,
    COALESCE(
      v.ordered_local >= :start_at AND v.ordered_local < :end_at,
      :undated AND NOT v.order_id IS NULL
    ) AS ordered,
    COALESCE(e.booked_local >= :start_at AND e.booked_local < :end_at, :undated) AS booked
  FROM refund_events AS e
  LEFT JOIN order_value AS v
    ON e.shop_id = v.shop_id AND e.order_id = v.order_id
)
SELECT
  known,
  never_sent,
  ordered,
  booked,
  COUNT(*) AS refunds,
  SUM(returns) AS returns
FROM events
WHERE
  (
    ordered OR booked
  ) AND returns <> 0
GROUP BY
  known,
  never_sent,
  ordered,
  booked
ORDER BY
  known NULLS LAST,
  never_sent NULLS LAST,
  ordered NULLS LAST,
  booked NULLS LAST
