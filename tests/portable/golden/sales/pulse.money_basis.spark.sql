SELECT
  (
    SELECT
      COUNT(*)
    FROM order_value
    WHERE
      prices = 'gross' AND (
        ordered_local >= :start_at AND ordered_local < :end_at
      )
  ) AS tax_included,
  (
    SELECT
      COUNT(*)
    FROM order_value
    WHERE
      prices = 'unknown'
      AND (
        ordered_local >= :start_at AND ordered_local < :end_at
      )
  ) AS tax_unknown,
  (
    SELECT
      COUNT(*)
    FROM refund_events
    WHERE
      estimated AND (
        booked_local >= :start_at AND booked_local < :end_at
      )
  ) AS estimated,
  (
    SELECT
      COUNT(*)
    FROM refund_events
    WHERE
      NOT dated
      AND NOT order_id IS NULL
      AND (
        booked_local >= :start_at AND booked_local < :end_at
      )
  ) AS undated_refunds,
  (
    SELECT
      COUNT(*)
    FROM refund_events
    WHERE
      orphan AND (
        booked_local >= :start_at AND booked_local < :end_at
      )
  ) AS orphans
