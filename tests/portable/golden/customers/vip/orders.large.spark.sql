WITH large AS (
  SELECT
    *
  FROM order_customers
  WHERE
    ordered_local >= :start_at AND ordered_local < :end_at AND kept >= :order_over
), back AS (
  SELECT
    r.shop_id,
    r.order_id,
    SUM(r.returns) AS returns
  FROM refund_events AS r
  INNER JOIN large AS l
    ON r.shop_id = l.shop_id AND r.order_id = l.order_id
  GROUP BY
    r.shop_id,
    r.order_id
)
SELECT
  l.shop_id AS shop,
  o.order_no,
  l.order_id,
  l.ordered_local AS ordered,
  l.customer,
  k.name,
  COALESCE(k.email, o.email_norm) AS email,
  COALESCE(k.phone, o.phone_norm) AS phone,
  k.accepts_email,
  k.accepts_sms,
  l.kept AS order_value,
  COALESCE(b.returns, 0) AS returns,
  NOT o.cancelled_local IS NULL AS cancelled,
  CASE WHEN NOT l.customer IS NULL THEN l.ordered_local = f.first_local END AS is_first
FROM large AS l
INNER JOIN orders AS o
  ON l.shop_id = o.shop_id AND l.order_id = o.order_id
LEFT JOIN customer_firsts AS f
  ON l.shop_id = f.shop_id AND l.customer = f.customer
LEFT JOIN back AS b
  ON l.shop_id = b.shop_id AND l.order_id = b.order_id
LEFT JOIN customer_contacts AS k
  ON l.shop_id = k.shop_id AND l.customer = k.customer
ORDER BY
  l.kept DESC,
  l.ordered_local NULLS LAST,
  l.shop_id NULLS LAST,
  l.order_id NULLS LAST
