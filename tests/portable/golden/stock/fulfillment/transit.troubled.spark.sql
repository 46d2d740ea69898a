WITH every AS (
  SELECT
    p.shop_id,
    p.order_id,
    p.fulfillment_id,
    p.carrier,
    p.tracking,
    COALESCE(p.shipped_local, p.created_local) AS shipped_local,
    p.delivered_local,
    p.arrived,
    p.failed
  FROM parcels AS p
), missing AS (
  SELECT
    *,
    CASE WHEN failed THEN 'failed' ELSE 'not arrived' END AS problem
  FROM every
  WHERE
    NOT arrived AND shipped_local >= :oldest_at
), tried AS (
  SELECT DISTINCT
    shop_id,
    order_id
  FROM missing
  WHERE
    failed
), lasts AS (
  SELECT
    e.shop_id,
    e.order_id,
    MAX(e.shipped_local) AS last_local
  FROM every AS e
  INNER JOIN tried AS t
    ON e.shop_id = t.shop_id AND e.order_id = t.order_id
  GROUP BY
    e.shop_id,
    e.order_id
), reporting AS (
  SELECT DISTINCT
    shop_id,
    COALESCE(carrier, '') AS carrier
  FROM every
  WHERE
    NOT delivered_local IS NULL
), troubled AS (
  SELECT
    m.*
  FROM missing AS m
  LEFT JOIN lasts AS l
    ON m.shop_id = l.shop_id AND m.order_id = l.order_id
  LEFT JOIN reporting AS r
    ON m.shop_id = r.shop_id AND COALESCE(m.carrier, '') = r.carrier
  WHERE
    (
      m.failed AND m.shipped_local = l.last_local
    )
    OR (
      NOT m.failed AND NOT r.carrier IS NULL AND m.shipped_local < :stuck_at
    )
)
SELECT
  t.shop_id AS shop,
  COALESCE(o.order_no, o.order_id) AS order_no,
  t.problem,
  t.carrier,
  COALESCE(t.tracking, t.fulfillment_id) AS tracking,
  t.shipped_local AS shipped,
  v.kept AS value,
  p.name,
  COALESCE(o.email_norm, p.email) AS email
FROM troubled AS t
INNER JOIN orders AS o
  ON t.shop_id = o.shop_id AND t.order_id = o.order_id
INNER JOIN order_value AS v
  ON o.shop_id = v.shop_id AND o.order_id = v.order_id
LEFT JOIN customer_orders AS c
  ON o.shop_id = c.shop_id AND o.order_id = c.order_id
LEFT JOIN people AS p
  ON c.shop_id = p.shop_id AND c.customer = p.customer
WHERE
  o.cancelled_local IS NULL AND COALESCE(o.financial_status, '') <> 'refunded'
ORDER BY
  t.shipped_local NULLS LAST,
  order_no NULLS LAST,
  tracking NULLS LAST,
  t.shop_id NULLS LAST
