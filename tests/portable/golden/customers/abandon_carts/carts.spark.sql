WITH begun AS (
  SELECT
    *
  FROM cart_facts
  WHERE
    begun >= :start_at AND begun < :end_at
), abandoned AS (
  SELECT
    shop_id,
    checkout_id
  FROM begun
  WHERE
    NOT finished AND (
      NOT email IS NULL OR NOT phone IS NULL
    )
), completed AS (
  SELECT
    c.shop_id,
    c.checkout_id,
    c.completed_local,
    c.value,
    o.shop_id AS order_shop,
    o.order_id
  FROM cart_facts AS c
  LEFT JOIN orders AS o
    ON c.checkout_id = o.checkout_id AND (
      c.shop_id = o.shop_id OR c.shop_id = ''
    )
  WHERE
    c.completed_local >= :start_at AND o.cancelled_local IS NULL
), ends AS (
  SELECT
    c.scope AS shop_id,
    c.contact,
    c.ordered_local AS at_local,
    'order ' || c.shop_id || ' ' || c.order_id AS order_key,
    c.order_id,
    v.total AS order_value
  FROM order_contacts AS c
  INNER JOIN orders AS o
    ON c.shop_id = o.shop_id AND c.order_id = o.order_id
  INNER JOIN order_value AS v
    ON c.shop_id = v.shop_id AND c.order_id = v.order_id
  WHERE
    c.ordered_local >= :start_at AND o.cancelled_local IS NULL
  UNION ALL
  SELECT
    k.shop_id,
    k.contact,
    c.completed_local AS at_local,
    COALESCE(
      'order ' || c.order_shop || ' ' || c.order_id,
      'checkout ' || c.shop_id || ' ' || c.checkout_id
    ) AS order_key,
    c.order_id,
    COALESCE(v.total, c.value) AS order_value
  FROM completed AS c
  INNER JOIN cart_contacts AS k
    ON c.shop_id = k.shop_id AND c.checkout_id = k.checkout_id
  LEFT JOIN order_value AS v
    ON c.order_shop = v.shop_id AND c.order_id = v.order_id
), moments AS (
  SELECT
    k.shop_id,
    k.contact,
    k.begun AS at_local,
    0 AS is_end,
    k.checkout_id AS id
  FROM cart_contacts AS k
  INNER JOIN abandoned AS a
    ON k.shop_id = a.shop_id AND k.checkout_id = a.checkout_id
  UNION ALL
  SELECT
    shop_id,
    contact,
    at_local,
    1 AS is_end,
    order_key AS id
  FROM ends
), ahead AS (
  SELECT
    shop_id,
    contact,
    is_end,
    id,
    MIN(CASE WHEN is_end = 1 THEN at_local END) OVER (
      PARTITION BY shop_id, contact
      ORDER BY at_local NULLS LAST, is_end NULLS LAST, id NULLS LAST
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
    ) AS ended_at
  FROM moments
), nearest AS (
  SELECT
    a.shop_id,
    a.id AS checkout_id,
    a.ended_at,
    e.order_key,
    e.order_id,
    e.order_value,
    ROW_NUMBER() OVER (PARTITION BY a.shop_id, a.id ORDER BY a.ended_at NULLS LAST, e.order_key DESC) AS place
  FROM ahead AS a
  LEFT JOIN ends AS e
    ON a.shop_id = e.shop_id AND a.contact = e.contact AND a.ended_at = e.at_local
  WHERE
    a.is_end = 0
)
SELECT
  b.shop_id AS shop,
  b.checkout_id AS checkout,
  b.begun,
  b.contacted_local AS contacted,
  b.finished,
  b.customer,
  b.email,
  b.phone,
  b.name,
  b.country,
  b.value,
  b.units,
  b.accepts_email,
  b.accepts_sms,
  b.recovery_url,
  n.ended_at AS ordered,
  n.order_key,
  n.order_id,
  n.order_value
FROM begun AS b
LEFT JOIN nearest AS n
  ON b.shop_id = n.shop_id AND b.checkout_id = n.checkout_id AND n.place = 1
ORDER BY
  b.begun NULLS LAST,
  b.shop_id NULLS LAST,
  b.checkout_id NULLS LAST
