WITH sold AS (
  SELECT
    v.prices,
    v.kept,
    COALESCE(o.financial_status, '') IN ('pending', 'authorized', 'expired', 'partially_paid', 'unpaid') AS unpaid
  FROM order_value AS v
  INNER JOIN orders AS o
    ON v.shop_id = o.shop_id AND v.order_id = o.order_id
  WHERE
    (
      v.ordered_local >= :start_at AND v.ordered_local < :end_at
    )
    OR (
      :undated AND v.ordered_local IS NULL
    )
), sales AS (
  SELECT
    COALESCE(SUM(CASE WHEN prices = 'gross' THEN 1 ELSE 0 END), 0) AS tax_included,
    COALESCE(SUM(CASE WHEN prices = 'unknown' THEN 1 ELSE 0 END), 0) AS tax_unknown,
    COALESCE(SUM(CASE WHEN unpaid THEN 1 ELSE 0 END), 0) AS unpaid,
    COALESCE(SUM(CASE WHEN unpaid THEN kept ELSE 0 END), 0) AS unpaid_sales
  FROM sold
), returned AS (
  SELECT
    COALESCE(SUM(CASE WHEN estimated THEN 1 ELSE 0 END), 0) AS estimated,
    COALESCE(SUM(CASE WHEN NOT dated AND NOT order_id IS NULL THEN 1 ELSE 0 END), 0) AS undated_refunds,
    COALESCE(SUM(CASE WHEN orphan THEN 1 ELSE 0 END), 0) AS orphans
  FROM refund_events
  WHERE
    (
      booked_local >= :start_at AND booked_local < :end_at
    )
    OR (
      :undated AND booked_local IS NULL
    )
)
SELECT
  CAST(s.tax_included AS BIGINT) AS tax_included,
  CAST(s.tax_unknown AS BIGINT) AS tax_unknown,
  CAST(s.unpaid AS BIGINT) AS unpaid,
  s.unpaid_sales,
  CAST(r.estimated AS BIGINT) AS estimated,
  CAST(r.undated_refunds AS BIGINT) AS undated_refunds,
  CAST(r.orphans AS BIGINT) AS orphans
FROM sales AS s
CROSS JOIN returned AS r
