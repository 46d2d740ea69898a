-- Who bought what lately, and who they are.
-- reads: goods_bought, numbered_goods, numbered_buyers, orders, order_customers
-- may read: customer_contacts
-- $since_day DATE, $last_day DATE: from which to which day purchases are recent
-- $by VARCHAR: sku, product or category
-- $contacts_day DATE: contacts are of those who bought since

-- name: recent
-- How many days ago each customer last bought an item.
WITH
named AS (
    SELECT
        good,
        CASE $by WHEN 'sku' THEN sku WHEN 'product' THEN product ELSE category END AS item
    FROM numbered_goods
)
SELECT
    n.item,
    p.buyer,
    date_diff('day', max(p.day), $last_day) AS age
FROM goods_bought AS p
INNER JOIN named AS n ON p.good = n.good
WHERE p.day >= $since_day AND p.day <= $last_day AND n.item IS NOT NULL
GROUP BY n.item, p.buyer
ORDER BY n.item, p.buyer

-- name: contacts
-- Who they are and how to reach them; the orders say the e-mail of who is not on file.
WITH
lately AS (
    SELECT
        buyer,
        max(day) AS day
    FROM goods_bought
    WHERE day >= $contacts_day
    GROUP BY buyer
),
mailed AS (
    SELECT
        c.shop_id,
        c.customer,
        max(o.email_norm) AS email
    FROM order_customers AS c
    INNER JOIN orders AS o ON c.shop_id = o.shop_id AND c.order_id = o.order_id
    WHERE c.ordered_local >= $contacts_day AND o.email_norm IS NOT NULL
    GROUP BY c.shop_id, c.customer
)
SELECT
    b.buyer,
    b.shop_id AS shop,
    b.customer,
    coalesce(r.name, '') AS name,
    coalesce(r.email, m.email, '') AS email,
    coalesce(r.accepts_email, false) AND coalesce(a.accepts_email, true) AS agreed,
    coalesce(NOT r.accepts_email, false) OR coalesce(NOT a.accepts_email, false) AS refused
FROM lately AS l
INNER JOIN numbered_buyers AS b ON l.buyer = b.buyer
LEFT JOIN mailed AS m ON b.shop_id = m.shop_id AND b.customer = m.customer
LEFT JOIN customer_contacts AS r ON b.shop_id = r.shop_id AND b.customer = r.customer
-- Who refused at the address that orders state is asked nothing there.
LEFT JOIN customer_contacts AS a ON m.shop_id = a.shop_id AND m.email = a.customer
ORDER BY b.buyer
