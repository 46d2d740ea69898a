WITH from_lines AS (
  SELECT
    r.shop_id,
    r.refund_id,
    r.order_id,
    MIN(r.refunded_local) AS refunded_local,
    CAST(SUM(
      CASE
        WHEN COALESCE(r.kind, 'product') = 'product'
        THEN COALESCE(r.subtotal, 0) + COALESCE(r.discrepancy, 0)
        ELSE 0
      END
    ) AS DECIMAL(28, 8)) AS returns,
    CAST(SUM(
      COALESCE(r.subtotal, 0) + COALESCE(r.discrepancy, 0) + COALESCE(r.tax, 0) + COALESCE(r.shipping, 0)
    ) AS DECIMAL(28, 8)) AS all_in,
    SUM(
      CASE WHEN COALESCE(r.kind, 'product') = 'product' THEN COALESCE(r.qty, 0) ELSE 0 END
    ) AS units
  FROM refunds AS r
  GROUP BY
    r.shop_id,
    r.refund_id,
    r.order_id
), all_in AS (
  SELECT
    p.shop_id,
    p.txn_id AS refund_id,
    p.order_id,
    p.paid_local AS refunded_local,
    p.amount,
    'transactions' AS basis
  FROM payments AS p
  WHERE
    p.kind = 'refund'
    AND COALESCE(p.status, 'success') = 'success'
    AND NOT EXISTS(
      SELECT
        1
      FROM from_lines AS f
      WHERE
        f.shop_id = p.shop_id AND f.order_id = p.order_id
    )
  UNION ALL
  SELECT
    o.shop_id,
    'refunded of ' || o.order_id AS refund_id,
    o.order_id,
    CAST(NULL AS TIMESTAMP_NTZ) AS refunded_local,
    o.refunded_total AS amount,
    'refunded total' AS basis
  FROM orders AS o
  WHERE
    o.refunded_total > 0
    AND NOT EXISTS(
      SELECT
        1
      FROM from_lines AS f
      WHERE
        f.shop_id = o.shop_id AND f.order_id = o.order_id
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM payments AS p
      WHERE
        p.shop_id = o.shop_id
        AND p.order_id = o.order_id
        AND p.kind = 'refund'
        AND COALESCE(p.status, 'success') = 'success'
    )
), shares AS (
  SELECT
    a.shop_id,
    a.refund_id,
    a.order_id,
    a.refunded_local,
    a.basis,
    a.amount,
    v.order_id IS NULL AS orphan,
    v.kept,
    v.total,
    v.units,
    CAST(CAST(a.amount AS DOUBLE) * CAST(v.kept AS DOUBLE) AS DOUBLE) / NULLIF(CAST(v.total AS DOUBLE), CAST(0.0 AS DOUBLE)) * CAST(100.0 AS DOUBLE) AS cents,
    SUM(a.amount) OVER (
      PARTITION BY a.shop_id, a.order_id
      ORDER BY a.refunded_local NULLS LAST, a.refund_id NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS so_far
  FROM all_in AS a
  LEFT JOIN order_value AS v
    ON a.shop_id = v.shop_id AND a.order_id = v.order_id
), cents AS (
  SELECT
    *,
    CAST(CASE
      WHEN ABS(cents - FLOOR(cents) - CAST(0.5 AS DOUBLE)) < CAST(0.000001 AS DOUBLE)
      THEN CAST(2.0 AS DOUBLE) * FLOOR(CAST(FLOOR(cents) + CAST(1.0 AS DOUBLE) AS DOUBLE) / CAST(2.0 AS DOUBLE))
      ELSE FLOOR(cents + CAST(0.5 AS DOUBLE))
    END AS BIGINT) * 0.01 AS share
  FROM shares
), split AS (
  SELECT
    shop_id,
    refund_id,
    order_id,
    refunded_local,
    basis,
    orphan,
    CAST(amount AS DECIMAL(28, 8)) AS all_in,
    CASE
      WHEN orphan
      THEN CAST(amount AS DECIMAL(28, 8))
      WHEN total = 0
      THEN CAST(0 AS DECIMAL(28, 8))
      WHEN so_far >= total AND so_far = amount
      THEN kept
      WHEN so_far - amount >= total
      THEN CAST(0 AS DECIMAL(28, 8))
      WHEN so_far >= total
      THEN kept - CAST((
        SUM(share) OVER (
          PARTITION BY shop_id, order_id
          ORDER BY refunded_local NULLS LAST, refund_id NULLS LAST
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) - share
      ) AS DECIMAL(28, 8))
      ELSE CAST(share AS DECIMAL(28, 8))
    END AS returns,
    CASE WHEN so_far >= total AND so_far = amount THEN units ELSE 0 END AS units,
    NOT orphan AND so_far < total AND kept <> total AS estimated
  FROM cents
), refunded AS (
  SELECT
    f.shop_id,
    f.refund_id,
    f.order_id,
    f.refunded_local,
    'refund lines' AS basis,
    NOT f.order_id IS NULL AND v.order_id IS NULL AS orphan,
    f.all_in,
    f.returns,
    f.units,
    FALSE AS estimated
  FROM from_lines AS f
  LEFT JOIN order_value AS v
    ON f.shop_id = v.shop_id AND f.order_id = v.order_id
  UNION ALL
  SELECT
    shop_id,
    refund_id,
    order_id,
    refunded_local,
    basis,
    orphan,
    all_in,
    returns,
    units,
    estimated
  FROM split
), by_order AS (
  SELECT
    shop_id,
    order_id,
    SUM(returns) AS returns,
    SUM(all_in) AS all_in,
    SUM(units) AS units
  FROM refunded
  GROUP BY
    shop_id,
    order_id
), reversed AS (
  SELECT
    v.shop_id,
    'cancelled ' || v.order_id AS refund_id,
    v.order_id,
    v.cancelled_local AS refunded_local,
    'cancelled' AS basis,
    FALSE AS orphan,
    v.total - COALESCE(b.all_in, 0) AS all_in,
    v.kept - COALESCE(b.returns, 0) AS returns,
    v.units - COALESCE(b.units, 0) AS units,
    FALSE AS estimated
  FROM order_value AS v
  LEFT JOIN by_order AS b
    ON v.shop_id = b.shop_id AND v.order_id = b.order_id
  WHERE
    NOT v.cancelled_local IS NULL AND v.total > COALESCE(b.all_in, 0)
), events AS (
  SELECT
    *
  FROM refunded
  UNION ALL
  SELECT
    *
  FROM reversed
)
SELECT
  e.shop_id,
  e.refund_id,
  e.order_id,
  e.basis,
  e.orphan,
  e.estimated,
  e.all_in,
  e.returns,
  e.units,
  NOT e.refunded_local IS NULL AS dated,
  CASE
    WHEN q.refunds_on = 'order'
    THEN COALESCE(v.ordered_local, e.refunded_local)
    ELSE COALESCE(e.refunded_local, v.ordered_local)
  END AS booked_local
FROM events AS e
LEFT JOIN order_value AS v
  ON e.shop_id = v.shop_id AND e.order_id = v.order_id
CROSS JOIN question AS q
