-- Who bought what lately, who they are, and what it costs.
-- reads: goods_bought, numbered_goods, numbered_buyers, orders, order_customers, order_lines
-- may read: customers, products, stock_now
-- $since_day DATE, $last_day DATE: from which to which day purchases are recent
-- $by VARCHAR: sku, product or category
-- $start_day DATE, $seen_day DATE: from which to which day purchases are observed to their end
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
    coalesce(max(r.name), '') AS name,
    coalesce(max(r.email_norm), max(m.email), '') AS email,
    coalesce(min(CASE WHEN r.accepts_email THEN 1 ELSE 0 END), 0) = 1 AS agreed,
    coalesce(max(CASE WHEN NOT r.accepts_email THEN 1 ELSE 0 END), 0) = 1 AS refused
FROM lately AS l
INNER JOIN numbered_buyers AS b ON l.buyer = b.buyer
LEFT JOIN mailed AS m ON b.shop_id = m.shop_id AND b.customer = m.customer
-- A file that is of no shop is of all shops.
LEFT JOIN customers AS r
    ON b.customer = r.customer_id AND (b.shop_id = r.shop_id OR r.shop_id = '')
GROUP BY b.buyer, b.shop_id, b.customer
ORDER BY b.buyer

-- name: shelf
-- What an item costs: the catalogue's price of a SKU, else the median price it was sold at.
WITH
listed AS (
    SELECT
        shop_id,
        sku,
        max(price)::DECIMAL(28, 8) AS price
    FROM products
    WHERE price > 0 AND $by = 'sku'
    GROUP BY shop_id, sku
),
sold AS (
    SELECT
        l.shop_id,
        g.product,
        CASE $by WHEN 'sku' THEN g.sku WHEN 'product' THEN g.product ELSE g.category END AS item,
        CASE WHEN l.unit_price > 0 THEN l.unit_price::DOUBLE END AS unit_price
    FROM order_lines AS l
    INNER JOIN numbered_goods AS g ON coalesce(l.sku, l.title) = g.sku
    LEFT JOIN listed AS p ON l.shop_id = p.shop_id AND l.sku = p.sku
    WHERE l.kind = 'product' AND p.sku IS NULL
),
prices AS (
    SELECT
        p.shop_id,
        p.sku AS item,
        g.product,
        p.price,
        true AS listed
    FROM listed AS p
    INNER JOIN numbered_goods AS g ON p.sku = g.sku
    UNION ALL
    SELECT
        shop_id,
        item,
        max(product) AS product,
        median(unit_price::DOUBLE)::DECIMAL(28, 8) AS price,
        false AS listed
    FROM sold
    WHERE item IS NOT NULL
    GROUP BY shop_id, item
),
stock AS (
    SELECT
        shop_id,
        sku,
        sum(available) AS available
    FROM stock_now
    GROUP BY shop_id, sku
)
SELECT
    p.shop_id AS shop,
    p.item,
    p.product,
    p.price,
    p.listed,
    CASE WHEN $by = 'sku' THEN s.available END AS available
FROM prices AS p
LEFT JOIN stock AS s ON p.shop_id = s.shop_id AND p.item = s.sku
WHERE p.price IS NOT NULL
ORDER BY p.shop_id, p.item

-- name: reach
-- How much of the shop the rules are of.
WITH
known AS (
    SELECT
        count(*) AS purchases,
        count(DISTINCT buyer) AS customers,
        sum(CASE WHEN day <= $seen_day THEN 1 ELSE 0 END) AS seen
    FROM goods_bought
    WHERE day >= $start_day AND day <= $last_day
),
placed AS (
    SELECT
        count(*) AS orders,
        sum(CASE WHEN customer IS NULL THEN 1 ELSE 0 END) AS unknown,
        sum(CASE WHEN customer IS NOT NULL AND ordered_local IS NULL THEN 1 ELSE 0 END) AS undated
    FROM order_customers
)
SELECT
    k.purchases,
    k.customers,
    coalesce(k.seen, 0)::BIGINT AS seen,
    p.orders,
    coalesce(p.unknown, 0)::BIGINT AS unknown,
    coalesce(p.undated, 0)::BIGINT AS undated
FROM known AS k
CROSS JOIN placed AS p
-- one row
