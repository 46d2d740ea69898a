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
  COALESCE(MAX(r.name), '') AS name,
  COALESCE(MAX(r.email_norm), MAX(m.email), '') AS email,
  COALESCE(MIN(CASE WHEN r.accepts_email THEN 1 ELSE 0 END), 0) = 1 AS agreed,
  COALESCE(MAX(CASE WHEN NOT r.accepts_email THEN 1 ELSE 0 END), 0) = 1 AS refused
FROM lately AS l
INNER JOIN numbered_buyers AS b
  ON l.buyer = b.buyer
LEFT JOIN mailed AS m
  ON b.shop_id = m.shop_id AND b.customer = m.customer
LEFT JOIN customers AS r
  ON b.customer = r.customer_id AND (
    b.shop_id = r.shop_id OR r.shop_id = ''
  )
GROUP BY
  b.buyer,
  b.shop_id,
  b.customer
ORDER BY
  b.buyer NULLS LAST
