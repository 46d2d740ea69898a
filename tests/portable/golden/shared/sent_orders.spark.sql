WITH states AS (
  SELECT
    o.shop_id,
    o.order_id,
    o.location,
    o.paid_local,
    o.cancelled_local,
    v.ordered_local,
    k.kept,
    COALESCE(o.financial_status, 'paid') IN ('paid', 'partially_refunded', 'refunded') AS paid,
    COALESCE(o.financial_status, '') = 'refunded' OR NOT o.cancelled_local IS NULL AS lost,
    CASE
      WHEN o.fulfillment_status = 'fulfilled'
      OR (
        o.fulfillment_status IS NULL AND p.gone > 0 AND p.waiting = 0
      )
      THEN COALESCE(o.fulfilled_local, p.shipped_local)
    END AS sent_local
  FROM orders AS o
  INNER JOIN order_value AS v
    ON o.shop_id = v.shop_id AND o.order_id = v.order_id
  LEFT JOIN order_parcels AS p
    ON o.shop_id = p.shop_id AND o.order_id = p.order_id
  LEFT JOIN kept_promises AS k
    ON o.shop_id = k.shop_id AND o.order_id = k.order_id
  WHERE
    v.ships AND COALESCE(o.channel, '') <> 'pos'
), waits AS (
  SELECT
    shop_id,
    order_id,
    location,
    paid,
    NOT cancelled_local IS NULL AS cancelled,
    lost,
    kept,
    CASE
      WHEN paid_local <= COALESCE(sent_local, cancelled_local)
      THEN paid_local
      ELSE ordered_local
    END AS since_local,
    sent_local,
    COALESCE(sent_local, cancelled_local) AS until_local
  FROM states
  WHERE
    NOT sent_local IS NULL OR NOT cancelled_local IS NULL
)
SELECT
  shop_id,
  order_id,
  location,
  paid,
  cancelled,
  lost,
  kept,
  since_local,
  sent_local,
  until_local,
  (FLOOR(UNIX_TIMESTAMP(until_local) / 1) - FLOOR(UNIX_TIMESTAMP(since_local) / 1)) AS seconds
FROM waits
WHERE
  since_local <= until_local
