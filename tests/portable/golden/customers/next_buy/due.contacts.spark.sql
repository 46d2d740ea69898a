WITH lately AS (
  SELECT
    buyer,
    MAX(day) AS day
  FROM goods_bought
  WHERE
    day >= :contacts_day
  GROUP BY
    buyer
), mailed AS (
  SELECT
    c.shop_id,
    c.customer,
    MAX(o.email_norm) AS email
  FROM order_customers AS c
  INNER JOIN orders AS o
    ON c.shop_id = o.shop_id AND c.order_id = o.order_id
  WHERE
    c.ordered_local >= :contacts_day AND NOT o.email_norm IS NULL
  GROUP BY
    c.shop_id,
    c.customer
)
SELECT
  b.buyer,
  b.shop_id AS shop,
  b.customer,
  COALESCE(r.name, '') AS name,
  COALESCE(r.email, m.email, '') AS email,
  COALESCE(r.accepts_email, FALSE) AND COALESCE(a.accepts_email, TRUE) AS agreed,
  COALESCE(NOT r.accepts_email, FALSE) OR COALESCE(NOT a.accepts_email, FALSE) AS refused
FROM lately AS l
INNER JOIN numbered_buyers AS b
  ON l.buyer = b.buyer
LEFT JOIN mailed AS m
  ON b.shop_id = m.shop_id AND b.customer = m.customer
LEFT JOIN customer_contacts AS r
  ON b.shop_id = r.shop_id AND b.customer = r.customer
LEFT JOIN customer_contacts AS a
  ON m.shop_id = a.shop_id AND m.email = a.customer
ORDER BY
  b.buyer NULLS LAST
