WITH missing AS (
  SELECT
    shop_id,
    order_id,
    fulfillment_id,
    carrier,
    tracking,
    COALESCE(shipped_local, created_local) AS left_local,
    failed,
    CASE WHEN failed THEN 'failed' ELSE 'not arrived' END AS problem
  FROM parcels
  WHERE
    NOT arrived AND COALESCE(shipped_local, created_local) >= :oldest_at
), tried AS (
  SELECT DISTINCT
    shop_id,
    order_id
  FROM missing
  WHERE
    failed
), lasts AS (
  SELECT
    p.shop_id,
    p.order_id,
    MAX(COALESCE(p.shipped_local, p.created_local)) AS last_local
  FROM parcels AS p
  INNER JOIN tried AS t
    ON p.shop_id = t.shop_id AND p.order_id = t.order_id
  GROUP BY
    p.shop_id,
    p.order_id
), reporting AS (
  SELECT DISTINCT
    shop_id,
    COALESCE(carrier, '') AS carrier
  FROM parcels
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
      m.failed AND m.left_local = l.last_local
    )
    OR (
      NOT m.failed AND NOT r.carrier IS NULL AND m.left_local < :stuck_at
    )
)
SELECT
  t.shop_id AS shop,
  COALESCE(o.order_no, o.order_id) AS order_no,
  t.problem,
  t.carrier,
  COALESCE(t.tracking, t.fulfillment_id) AS tracking,
  t.left_local AS shipped,
  v.kept AS value,
  p.name,
  COALESCE(o.email_norm, p.email) AS email
FROM troubled AS t
INNER JOIN orders AS o
  ON t.shop_id = o.shop_id AND t.order_id = o.order_id
INNER JOIN order_value AS v
  ON o.shop_id = v.shop_id AND o.order_id = v.order_id
LEFT JOIN order_customers AS c
  ON o.shop_id = c.shop_id AND o.order_id = c.order_id
LEFT JOIN people AS p
  ON c.shop_id = p.shop_id AND c.customer = p.customer
WHERE
  o.cancelled_local IS NULL AND COALESCE(o.financial_status, '') <> 'refunded'
ORDER BY
  t.left_local NULLS LAST,
  order_no NULLS LAST,
  tracking NULLS LAST,
  t.shop_id NULLS LAST
